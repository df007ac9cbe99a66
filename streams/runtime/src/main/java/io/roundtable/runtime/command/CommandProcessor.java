package io.roundtable.runtime.command;

import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.runtime.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Turns commands into events, replies and state, in one Kafka transaction: all of it happens, or nothing.
 *
 * <p>Nothing here reads a clock but the timers' punctuator, and that only to decide when to append a command, and the
 * pace of commits.
 */
@NullUnmarked // Kafka Streams sets the fields in init
final class CommandProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

    static final String STATE = "roundtable-state";
    static final String DUPLICATES = "roundtable-duplicates";

    /** The names of the sinks. */
    static final String TO_EVENTS = "to-events";

    static final String TO_REPLIES = "to-replies";
    static final String TO_DELIVERIES = "to-deliveries";
    static final String TO_DEAD_LETTERS = "to-dead-letters";

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PURGE_EVERY = Duration.ofSeconds(10);

    /** With what goes in one go, more of them than a partition can have in that time. */
    private static final Duration FORGET_EVERY = Duration.ofSeconds(2);

    private final Handling handling;
    private final EngineSettings settings;
    private final EngineParts parts;
    private ProcessorContext<byte[], Outgoing> context;
    private KeyValueStore<Bytes, byte[]> state;
    private RecentRows recent;
    private PartitionState reached;
    private Duplicates duplicates;
    private Timers timers;
    private PartitionGuard guard;
    private @Nullable Cancellable looking;
    private final List<Cancellable> inStep = new ArrayList<>();

    CommandProcessor(Handling handling, EngineSettings settings, EngineParts parts) {
        this.handling = handling;
        this.settings = settings;
        this.parts = parts;
    }

    /** Kafka Streams calls it again on the same object, with stores made anew, when it revives a task. */
    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        state = context.getStateStore(STATE);
        recent = new RecentRows();
        reached = PartitionState.read(state);
        duplicates = new Duplicates(context.getStateStore(DUPLICATES), settings.duplicateWindow());
        guard = new PartitionGuard(
                context.taskId().partition(),
                parts.logs(),
                parts.progress(),
                settings.tuning().goOnAt());
        guard.open(reached);
        lookAgain();
        timers = new Timers(state, parts.appender());
        inStep.forEach(Cancellable::cancel);
        inStep.clear();
        inStep(settings.timerInterval(), now -> {
            if (guard.isOpen()) {
                timers.append(Instant.ofEpochMilli(now));
            }
        });
        inStep(PURGE_EVERY, _ -> duplicates.purge(reached.time()));
        var forgetting = new Forgetting(state);
        inStep(FORGET_EVERY, _ -> forgetting.forget(reached.time()));
    }

    /**
     * In all partitions in the same moment: whatever is done at a wall-clock time makes its partition commit, whether or
     * not it has changed anything.
     */
    private void inStep(Duration interval, Punctuator work) {
        inStep.add(context.schedule(Instant.EPOCH, interval, PunctuationType.WALL_CLOCK_TIME, work));
    }

    /** As long as it has to; a punctuation that is always there would make each partition commit all the time. */
    private void lookAgain() {
        if (looking == null && !guard.isClear()) {
            looking = context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::look);
        }
    }

    private void look(long now) {
        var after = guard.again(reached, Instant.ofEpochMilli(now));
        if (!after.equals(reached)) {
            reach(after);
        }
        if (looking != null && guard.isClear()) {
            looking.cancel();
            looking = null;
        }
    }

    @Override
    public void process(Record<byte[], byte[]> entry) {
        var at = context.recordMetadata().orElseThrow();
        if (!guard.admits(at.offset(), reached)) {
            lookAgain();
            return;
        }
        var in = new Incoming(
                at.partition(),
                at.offset(),
                Instant.ofEpochMilli(entry.timestamp()),
                entry.key(),
                entry.value(),
                entry.headers());
        var rows = new StoreRows(state, recent);
        Handled handled = handling.handle(in, reached, rows, duplicates);
        parts.metrics().count(handled);
        switch (handled) {
            case Handled.Decided decided -> {
                write(in, decided, rows);
                timers.decided(decided.command());
            }
            case Handled.Repeated repeated -> {
                reach(repeated.after());
                forward(in, repeated.after(), repeated.reply(), TO_REPLIES);
            }
            case Handled.Poison poison -> {
                reach(poison.after());
                keep(in, poison.after(), poison.reason());
            }
            case Handled.Failed failed -> {
                reach(failed.after());
                forward(in, failed.after(), failed.reply(), TO_REPLIES);
                keep(in, failed.after(), failed.reason());
            }
        }
        parts.progress().moved(in.partition(), handled.after());
        parts.pace().processed(context);
    }

    private void reach(PartitionState after) {
        reached = after;
        after.write(state);
    }

    @Override
    public void close() {
        if (guard != null) {
            guard.close();
        }
    }

    private void write(Incoming in, Handled.Decided decided, StoreRows rows) {
        rows.flush();
        reach(decided.after());
        if (decided.remembered() != null) {
            duplicates.put(decided.remembered());
        }
        for (var event : decided.events()) {
            forward(in, decided.after(), event.encoded(), TO_EVENTS);
            if (event.delivery()) {
                forward(in, decided.after(), event.encoded(), TO_DELIVERIES);
            }
        }
        forward(in, decided.after(), decided.reply(), TO_REPLIES);
    }

    private void forward(Incoming in, PartitionState now, Encoded encoded, String sink) {
        var outgoing = new Outgoing(in.partition(), encoded.keyBytes(), encoded.value(), encoded.headers());
        send(outgoing, now, sink);
    }

    private void keep(Incoming in, PartitionState now, String reason) {
        var from = new TopicPartition(Topics.COMMANDS, in.partition());
        var origin = new DeadLetter.Origin(from, in.offset(), in.key(), in.value(), in.headers());
        var letter = DeadLetter.of(origin, reason, now.time(), settings.schemas());
        send(new Outgoing(in.partition(), letter.key(), letter.value(), letter.headers()), now, TO_DEAD_LETTERS);
    }

    private void send(Outgoing outgoing, PartitionState now, String sink) {
        context.forward(new Record<>(outgoing.key(), outgoing, now.time().toEpochMilli(), outgoing.headers()), sink);
    }
}
