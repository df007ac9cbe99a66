package io.roundtable.runtime.replay.engine;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.Reply;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.runtime.command.StateFold;
import io.roundtable.runtime.log.Log;
import io.roundtable.runtime.log.LogOffsets;
import io.roundtable.runtime.replay.engine.Outcomes.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Folds the logs of one partition: all events, and of commands and replies those that a repeat may still meet. */
final class Folding {

    /** Records may be a little out of order by the broker's time. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    /** Replies that are read ahead of their commands. */
    private static final int MAX_AHEAD = 20_000;

    private final int partition;
    private final LogOffsets offsets;
    private final Log log;
    private final Duration window;
    private final StateFold fold;

    /** @param restored the last event that has come by a restore; 0 for none */
    Folding(int partition, LogOffsets offsets, Log log, Duration window, long restored) {
        this.partition = partition;
        this.offsets = offsets;
        this.log = log;
        this.window = window;
        this.fold = new StateFold(window, restored);
    }

    StateFold fold() {
        return fold;
    }

    /**
     * Folds events up to one, or all there are.
     *
     * @param last its sequence
     * @param progress hears of every event
     * @throws IllegalStateException where one is missing or can't be read
     */
    void events(long last, LongConsumer progress) {
        var events = new TopicPartition(Topics.EVENTS, partition);
        long at = start(events);
        long end = end(events);
        while (at < end && fold.sequence() < last) {
            at = log.read(events, at, end, entry -> {
                if (fold.sequence() < last && Outcomes.isEvent(entry.headers())) {
                    happened(entry);
                    progress.accept(fold.sequence());
                }
            });
        }
    }

    private void happened(ConsumerRecord<byte[], byte[]> entry) {
        try {
            fold.happened(Outcomes.CODEC.event(entry.headers(), entry.value()));
        } catch (MalformedRecord e) {
            throw new IllegalStateException(
                    "the event at offset %d can't be read: %s".formatted(entry.offset(), e.getMessage()), e);
        }
    }

    /**
     * Takes in what commands before an offset came to, as far as a repeat may meet it.
     *
     * @param now of commands
     */
    void outcomes(long before, Instant now) {
        Instant since = now.minus(window).minus(MARGIN);
        letters(before, now.minus(MARGIN));
        var replies = new TopicPartition(Topics.REPLIES, partition);
        var commands = new TopicPartition(Topics.COMMANDS, partition);
        long replyAt = since(replies, since);
        long replyEnd = end(replies);
        long commandAt = since(commands, since);
        var ahead = new TreeMap<Long, Reply>();
        while (true) {
            while (replyAt < replyEnd && ahead.size() < MAX_AHEAD) {
                replyAt = log.read(replies, replyAt, replyEnd, entry -> {
                    Told told = Outcomes.reply(entry);
                    if (told != null && told.commandOffset() < before) {
                        fold.passed(told.commandOffset(), told.time());
                        var _ = ahead.putIfAbsent(told.commandOffset(), Objects.requireNonNull(told.reply()));
                    }
                });
            }
            if (ahead.isEmpty()) {
                return;
            }
            commandAt = answered(commands, commandAt, ahead);
        }
    }

    /** Where replies are left that no command is there for, they are dropped. */
    private long answered(TopicPartition commands, long from, NavigableMap<Long, Reply> ahead) {
        long end = Math.min(end(commands), ahead.lastKey() + 1);
        long at = Math.max(from, start(commands));
        while (at < end) {
            at = log.read(commands, at, end, entry -> {
                Reply reply = ahead.remove(entry.offset());
                boolean hasKey = CloudEventHeaders.of(entry.headers()).find(CloudEventHeaders.IDEMPOTENCY_KEY) != null;
                if (reply != null && hasKey) {
                    answered(entry, reply);
                }
            });
        }
        ahead.clear();
        return at;
    }

    private void answered(ConsumerRecord<byte[], byte[]> entry, Reply reply) {
        CommandEnvelope command;
        try {
            command = Outcomes.CODEC.command(entry.headers(), entry.value());
        } catch (MalformedRecord e) {
            return; // refused as failed, and decided afresh when it is repeated
        }
        if (command.commandId().equals(reply.commandId())) {
            fold.answered(command, reply);
        }
    }

    private void letters(long before, Instant since) {
        var letters = new TopicPartition(Topics.DEAD_LETTERS, partition);
        long at = since(letters, since);
        long end = end(letters);
        while (at < end) {
            at = log.read(letters, at, end, entry -> {
                Told told = Outcomes.letter(entry);
                if (told != null && told.commandOffset() < before) {
                    fold.passed(told.commandOffset(), told.time());
                }
            });
        }
    }

    private long start(TopicPartition of) {
        return Objects.requireNonNull(offsets.starts(List.of(of)).get(of));
    }

    private long end(TopicPartition of) {
        return Objects.requireNonNull(offsets.committedEnds(List.of(of)).get(of));
    }

    private long since(TopicPartition of, Instant time) {
        long found = Objects.requireNonNull(offsets.since(List.of(of), time).get(of));
        return found < 0 ? end(of) : found;
    }
}
