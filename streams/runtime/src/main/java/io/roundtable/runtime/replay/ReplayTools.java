package io.roundtable.runtime.replay;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Checkpoints;
import io.roundtable.persistence.version.Indexes;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Pruning;
import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuilds;
import io.roundtable.persistence.version.Switching;
import io.roundtable.persistence.version.Versions;
import io.roundtable.runtime.log.LogOffsets;
import io.roundtable.runtime.projection.Filling;
import io.roundtable.runtime.projection.Projector.TopicIds;
import io.roundtable.runtime.projection.ProjectorSettings;
import io.roundtable.runtime.projection.Runbook;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a replay works with. */
final class ReplayTools implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReplayTools.class);

    /** Works that are looked at for what they have left. */
    private static final int SWEPT = 100;

    private final ProjectorSettings settings;
    private final Database database;
    private final TopicIds ids;
    private final Admin admin;
    private final Clock clock;

    ReplayTools(ProjectorSettings settings, Database database, TopicIds ids, Admin admin, Clock clock) {
        this.settings = settings;
        this.database = database;
        this.ids = ids;
        this.admin = admin;
        this.clock = clock;
    }

    ProjectorSettings settings() {
        return settings;
    }

    Database database() {
        return database;
    }

    TopicIds ids() {
        return ids;
    }

    Rebuilds rebuilds() {
        return new Rebuilds(database.control());
    }

    Versions versions() {
        return new Versions(database);
    }

    Indexes indexes() {
        return new Indexes(database);
    }

    Switching switching() {
        return new Switching(database);
    }

    /** Where versions are: one past the last record that is in their rows, by projection and partition. */
    Map<Projection, Map<Integer, Long>> at(Set<Projection> projections, Function<Projection, String> schema) {
        return projections.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        projection -> new Checkpoints(database.projection(schema.apply(projection)))
                                .all(projection.wire()).stream()
                                        .collect(Collectors.toMap(Checkpoint::partition, Checkpoint::offset))));
    }

    /** Where the committed log ends now, by projection and partition. */
    Map<Projection, Map<Integer, Long>> ends(Set<Projection> projections) {
        var ends = new EnumMap<Projection, Map<Integer, Long>>(Projection.class);
        projections.forEach(projection -> ends.put(projection, ends(Filling.topic(projection))));
        return ends;
    }

    /**
     * Where a version is, as offsets by partition.
     *
     * @throws ReplayFailed where the log can't lead there: it isn't the one that the version was made from, or has lost
     *     records
     */
    Map<Integer, Long> reachable(Projection projection, List<Checkpoint> checkpoints) {
        String topic = Filling.topic(projection);
        String id = ids.of(projection);
        var ends = ends(topic);
        for (Checkpoint at : checkpoints) {
            var partition = new TopicPartition(topic, at.partition());
            if (!at.topicId().equals(id)) {
                throw new ReplayFailed(Runbook.see(
                        "%s: the tables that are read are of topic id %s, and the topic now has id %s, so it was made anew"
                                .formatted(partition, at.topicId(), id)));
            }
            long end = ends.getOrDefault(at.partition(), 0L);
            if (at.offset() > end) {
                throw new ReplayFailed(
                        Runbook.see("%s: the checkpoint at %d lies past the log's end at %d: the log has lost records"
                                .formatted(partition, at.offset(), end)));
            }
        }
        return checkpoints.stream().collect(Collectors.toMap(Checkpoint::partition, Checkpoint::offset));
    }

    private Map<Integer, Long> ends(String topic) {
        var described = LogOffsets.get(admin.describeTopics(List.of(topic)).allTopicNames());
        var partitions = LogOffsets.partitions(Objects.requireNonNull(described.get(topic)))
                .toList();
        return new LogOffsets(admin)
                .committedEnds(partitions).entrySet().stream()
                        .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }

    /** Drops what was made, unless it is read; a schema that isn't ours is let be. */
    void discard(Rebuild rebuild) {
        var pruning = new Pruning(database);
        rebuild.schemas().stream()
                .filter(versions()::isOurs)
                .forEach(schema -> pruning.schema(schema, clock.instant()));
    }

    /**
     * Drops what work that is over has left half made, because it was given up or the database was gone just then. What a
     * rebuild has left stays for who looks into it, until it is pruned.
     *
     * @param current the work that is begun or gone on with
     */
    void sweep(Rebuild current) {
        var kept = Set.copyOf(current.schemas());
        rebuilds().newest(SWEPT).stream()
                .filter(past -> past.status().state().isOver() && past.plan().kind() != Kind.REBUILD)
                .forEach(past -> past.schemas().stream()
                        .filter(schema -> !kept.contains(schema) && versions().isBeingBuilt(schema))
                        .forEach(schema -> drop(schema, past)));
    }

    /** What can't be dropped now is no reason to leave undone what is asked for. */
    private void drop(String schema, Rebuild past) {
        try {
            new Pruning(database).schema(schema, clock.instant());
            log.info("{}, which {} has left half made, is dropped", schema, past.id());
        } catch (DataAccessException e) {
            log.warn("{}, which {} has left half made, can't be dropped: {}", schema, past.id(), e.toString());
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
