package io.roundtable.runtime.replay.engine;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.Engine;
import io.roundtable.runtime.command.EngineStore;
import io.roundtable.runtime.command.StateFold;
import io.roundtable.runtime.command.StateRecords.Reached;
import io.roundtable.runtime.log.CommittedLog;
import io.roundtable.runtime.log.LogOffsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Holds the engine's stores against the logs, partition by partition. What one partition's stores and its fold hold is in
 * memory meanwhile.
 *
 * <p>It reads changelogs, never an engine's disk; an engine may go on while it compares.
 */
public final class EngineReplay implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 30;

    /** Longer than a transaction of an engine that was killed stays open. */
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);

    private final KafkaAccess kafka;
    private final Duration window;
    private final Restored restored;
    private final Admin admin;
    private final LogOffsets offsets;
    private final CommittedLog log;

    private EngineReplay(KafkaAccess kafka, Duration window, Restored restored) {
        this.kafka = kafka;
        this.window = window;
        this.restored = restored;
        this.admin = Admin.create(kafka.with(Map.of()));
        this.offsets = new LogOffsets(admin);
        this.log = new CommittedLog(kafka, "roundtable-replay-engine");
    }

    /**
     * For the stores that there are, or that there are to be.
     *
     * @param window in which the engine recognizes duplicates
     * @param restored what of the log was decided elsewhere
     */
    public static EngineReplay of(KafkaAccess kafka, Duration window, Restored restored) {
        return new EngineReplay(kafka, window, restored);
    }

    /**
     * How far it is.
     *
     * @param events that are folded of this partition
     * @param total that there are, about
     */
    public record Progress(int partition, int partitions, long events, long total) {}

    public int partitions() {
        return Objects.requireNonNull(offsets.topics(List.of(Topics.COMMANDS)).get(Topics.COMMANDS))
                .partitions()
                .size();
    }

    /**
     * Compares one partition's stores with a fold of the logs up to the same position.
     *
     * @throws KafkaException where the logs can't be read
     */
    public PartitionReport verify(int partition, Consumer<Progress> progress) {
        Stored stored = stored(partition);
        Reached reached = stored.reached();
        var folding = new Folding(partition, offsets, log, window, restored.of(partition));
        try {
            if (reached == null) {
                return withoutState(partition, folding, progress);
            }
            folding.events(reached.sequence(), hears(partition, progress));
            StateFold fold = folding.fold();
            if (fold.sequence() < reached.sequence()) {
                return PartitionReport.obstructed(
                        partition,
                        reached.sequence(),
                        "the state has come to event %d, and the log of events ends at %d: events are lost"
                                .formatted(reached.sequence(), fold.sequence()));
            }
            folding.outcomes(reached.nextOffset(), reached.time());
            if (fold.nextOffset() > reached.nextOffset()) {
                return PartitionReport.obstructed(
                        partition,
                        reached.sequence(),
                        "the state says that command %d is next, and %d is answered"
                                .formatted(reached.nextOffset(), fold.nextOffset() - 1));
            }
            fold.end();
            return compared(stored, fold, reached.time()).report(partition, reached.sequence(), reached.nextOffset());
        } catch (IllegalStateException e) {
            return PartitionReport.obstructed(partition, folding.fold().sequence(), String.valueOf(e.getMessage()));
        }
    }

    private PartitionReport withoutState(int partition, Folding folding, Consumer<Progress> progress) {
        folding.events(1, hears(partition, progress));
        return folding.fold().sequence() == 0
                ? new PartitionReport(partition, 0, 0, 0, 0, List.of(), null)
                : PartitionReport.obstructed(
                        partition,
                        0,
                        "the state is lost, and there are events: stop every engine, run 'replay engine'");
    }

    private LongConsumer hears(int partition, Consumer<Progress> progress) {
        int all = partitions();
        var events = new TopicPartition(Topics.EVENTS, partition);
        long total =
                Objects.requireNonNull(offsets.committedEnds(List.of(events)).get(events));
        return sequence -> {
            if (sequence % 1_000 == 0) {
                progress.accept(new Progress(partition, all, sequence, Math.max(sequence, total)));
            }
        };
    }

    /**
     * @throws ReplayRefused where an engine is running, or was killed a moment ago
     */
    public void requireNoEngine() {
        try {
            var group = admin.describeConsumerGroups(List.of(Engine.APPLICATION_ID))
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .get(Engine.APPLICATION_ID);
            int members = group == null ? 0 : group.members().size();
            if (members > 0) {
                throw new ReplayRefused(
                        "the engine is running (%d members of the group %s): stop every engine first; one that was killed is gone after 6 s"
                                .formatted(members, Engine.APPLICATION_ID));
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw new KafkaException("the engine's group can't be described", e);
            }
        } catch (TimeoutException e) {
            throw new KafkaException("the engine's group can't be described", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Folds one partition's logs to their end, and has its stores say that.
     *
     * @param isWritten or else only told
     * @return what was different
     * @throws ReplayRefused where an engine is running, or the logs don't fit each other
     */
    public PartitionReport rebuild(int partition, boolean isWritten, Consumer<Progress> progress) {
        requireNoEngine();
        new Settled(offsets, SETTLED_WITHIN).await(partition);
        var folding = new Folding(partition, offsets, log, window, restored.of(partition));
        StateFold fold = folding.fold();
        try {
            folding.events(Long.MAX_VALUE, hears(partition, progress));
        } catch (IllegalStateException e) {
            throw new ReplayRefused(
                    "partition %d: %s; restore the log of events first".formatted(partition, e.getMessage()), e);
        }
        folding.outcomes(Long.MAX_VALUE, fold.time());
        var commandsEnd = CommandsEnd.of(partition, offsets);
        commandsEnd.require(fold);
        Stored stored = stored(partition);
        fold.endAt(Math.max(
                commandsEnd.said(stored.reached(), fold),
                new Decided(admin, offsets).before(partition, fold.nextOffset())));
        var comparing = compared(stored, fold, fold.time());
        comparing.compare(stored.reached(), fold);
        if (isWritten) {
            requireNoEngine();
            ChangelogWriter.write(kafka, admin, partition, stored, fold);
        }
        return comparing.report(partition, fold.sequence(), fold.nextOffset());
    }

    private Stored stored(int partition) {
        var there = offsets.topics(
                Arrays.stream(EngineStore.values()).map(EngineStore::topic).toList());
        var stores = Arrays.stream(EngineStore.values())
                .filter(store -> there.containsKey(store.topic()))
                .toList();
        return Stored.read(partition, stores, offsets, log);
    }

    private Comparing compared(Stored stored, StateFold fold, Instant now) {
        var comparing = new Comparing(now, window);
        for (EngineStore store : EngineStore.values()) {
            comparing.compare(store, stored, fold);
        }
        return comparing;
    }

    @Override
    public void close() {
        log.close();
        admin.close(Duration.ofSeconds(1));
    }
}
