package io.roundtable.runtime.projection;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Stretch;
import io.roundtable.persistence.version.Projection;
import io.roundtable.runtime.StreamsFailures;
import io.roundtable.runtime.projection.PartitionProgress.Condition;
import io.roundtable.runtime.projection.Projector.TopicIds;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.api.Record;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Fills a version that nobody reads with all that there was up to given ends: a Kafka Streams application of its own,
 * which begins at the version's checkpoint, so that it goes on where it was however it stopped. It appends nothing
 * anywhere.
 */
public final class Filling implements AutoCloseable {

    private static final String APPLICATION_ID = "roundtable-replay-";
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final Group group;
    private final StreamsFailures failures;
    private final Progress progress;
    private final Berths berths;

    private Filling(KafkaStreams streams, Group group, Progress progress, Berths berths, Clock clock) {
        this.streams = streams;
        this.group = group;
        this.progress = progress;
        this.berths = berths;
        this.failures = new StreamsFailures("the replay", clock);
        streams.setUncaughtExceptionHandler(failures);
    }

    /**
     * What is filled.
     *
     * @param only the workspace whose events become rows; null for all
     */
    public record Target(
            String schema,
            DSLContext sql,
            Set<Projection> projections,
            @Nullable WorkspaceId only) {}

    /** Starts it; it reads nothing before it is told {@linkplain #upTo how far}. */
    public static Filling start(ProjectorSettings settings, Target target, TopicIds ids, Clock clock) {
        var progress = new Progress(clock);
        var bulk = new ProjectorSettings(
                settings.kafka(), settings.instance(), settings.stateDirectory(), ProjectorSettings.Tuning.BULK);
        var berths = new Berths(bulk.tuning());
        List<Ending<?>> followers = target.projections().stream()
                .<Ending<?>>map(projection ->
                        new Ending<>(Followers.inBulk(projection, target.sql(), ids, target.only()), berths))
                .toList();
        var projecting = ProjectionTopology.of(followers, (_, _) -> {}, progress, bulk.tuning());
        var group = new Group(settings.kafka(), APPLICATION_ID + target.schema());
        var properties = ProjectorProperties.once(bulk, group.id());
        var streams = new KafkaStreams(projecting.topology(), properties, projecting.clients());
        var filling = new Filling(streams, group, progress, berths, clock);
        streams.start();
        return filling;
    }

    /**
     * Goes on as far as this.
     *
     * @param further by projection the offset at which each partition ends, exclusive; never less than before
     */
    public void upTo(Map<Projection, Map<Integer, Long>> further) {
        further.forEach((projection, offsets) -> offsets.forEach(
                (partition, end) -> berths.upTo(new TopicPartition(Followers.topic(projection), partition), end)));
        berths.assign(this::reached);
    }

    /** How far it is. */
    public record Point(long settled, long end) {}

    /** By partition; those that aren't assigned yet are at 0. Looking has the next ones read where some are done. */
    public Map<TopicPartition, Point> points() {
        berths.assign(this::reached);
        return berths.wanted().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry ->
                                new Point(Math.clamp(reached(entry.getKey()), 0, entry.getValue()), entry.getValue())));
    }

    /** Negative while it isn't opened. */
    private long reached(TopicPartition partition) {
        var at = progress.state(partition);
        return at == null || isOpening(at) ? -1 : at.reached();
    }

    /** The topic that a projection's rows are made of. */
    public static String topic(Projection projection) {
        return Followers.topic(projection);
    }

    private static boolean isOpening(PartitionProgress at) {
        return at.condition() instanceof Condition.Waiting(String why) && why.equals(PartitionProgress.OPENING);
    }

    public boolean isDone() {
        return points().values().stream().allMatch(point -> point.settled() >= point.end());
    }

    /** Why it can't go on by itself, and which page says what to do; empty while it can. */
    public Optional<String> obstacle() {
        return progress.states().entrySet().stream()
                .filter(entry -> entry.getValue().condition() instanceof Condition.Stopped)
                .map(entry -> entry.getKey() + ": "
                        + ((Condition.Stopped) entry.getValue().condition()).reason())
                .map(Runbook::see)
                .findFirst();
    }

    /** What it waits for, or tries again after; null while it goes on. */
    public @Nullable String trouble() {
        return failures.current();
    }

    /** Leaves nothing behind but the rows: no consumer group, and no directory. */
    @Override
    public void close() {
        failures.close();
        boolean closed = streams.close(CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (closed) {
            streams.cleanUp();
            group.forget();
        }
    }

    /** Another follower, up to where it is to end. */
    private record Ending<T>(Follower<T> follower, Berths berths) implements Follower<T> {

        @Override
        public String topic() {
            return follower.topic();
        }

        @Override
        public Checkpoint open(int partition) {
            return follower.open(partition);
        }

        @Override
        public boolean toleratesLostStart() {
            return follower.toleratesLostStart();
        }

        @Override
        public long end(int partition) {
            return berths.end(new TopicPartition(topic(), partition));
        }

        @Override
        public boolean isOurs(Headers headers) {
            return follower.isOurs(headers);
        }

        @Override
        public T read(long offset, Record<byte[], byte[]> entry) {
            return follower.read(offset, entry);
        }

        @Override
        public List<Checkpoint> write(List<Stretch<T>> stretches) {
            return follower.write(stretches);
        }
    }
}
