package io.roundtable.runtime.command;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When a thread of the engine commits: from one commit to the next it decides for three times as long as a commit takes.
 *
 * <p>Streams' own interval is fixed. Where commits take several times as long, on a cold or crowded machine, a thread
 * would decide a handful of commands between two of them and fall behind just when it has most to do. Here what comes
 * after a quiet moment is committed at once, and under load a commit is shared by what has come meanwhile: most of
 * what it costs the brokers is the same for one command and for a hundred.
 *
 * <p>One for all threads; each keeps its own time.
 */
final class CommitPace {

    /** That a commit which took long, once, doesn't hold up the next. */
    static final Duration LONGEST = Duration.ofMillis(100);

    /** How much longer than a commit a thread decides. */
    private static final int TIMES = 3;

    /** Streams' clock goes on in such steps: whoever looks a little too early would look again and again. */
    private static final Duration CLOCK_STEP = Duration.ofMillis(1);

    private final long leastNanos;
    private final LongSupplier nanoTime;
    private final ThreadLocal<Beat> beats = ThreadLocal.withInitial(Beat::new);

    /** @param least from the end of a commit to the next */
    CommitPace(Duration least, LongSupplier nanoTime) {
        this.leastNanos = least.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Of one thread. */
    private static final class Beat {

        private boolean isUsed;
        private long ended;
        private long took;
        private @Nullable Cancellable waiting;
        private long due;

        void stopWaiting() {
            if (waiting != null) {
                waiting.cancel();
                waiting = null;
            }
        }
    }

    /** Something is to be committed: asks for it now, or when it is time. */
    void processed(ProcessorContext<?, ?> context) {
        Beat beat = beats.get();
        if (beat.waiting != null) {
            return;
        }
        long wait = untilDue(beat);
        if (wait <= 0) {
            context.commit();
        } else {
            // Streams counts in milliseconds, and looks after each record whether one has passed
            var after = Duration.ofMillis(Math.max(1, Duration.ofNanos(wait).toMillis()));
            beat.due = nanoTime.getAsLong() + after.plus(CLOCK_STEP).toNanos();
            beat.waiting = context.schedule(after, PunctuationType.WALL_CLOCK_TIME, _ -> {
                beat.stopWaiting();
                context.commit();
            });
        }
    }

    /**
     * How long the thread that calls this may wait for records: no longer than until it is to commit.
     *
     * @param most where it isn't to commit, or where that time is long past: then the partition that asked for it is gone
     */
    Duration patience(Duration most) {
        Beat beat = beats.get();
        long left = beat.due - nanoTime.getAsLong();
        return beat.waiting == null || left < -LONGEST.toNanos()
                ? most
                : Duration.ofNanos(Math.clamp(left, 0, most.toNanos()));
    }

    private long untilDue(Beat beat) {
        if (!beat.isUsed) {
            return 0;
        }
        long window = Math.clamp(TIMES * beat.took, leastNanos, Math.max(leastNanos, LONGEST.toNanos()));
        return beat.ended + window - nanoTime.getAsLong();
    }

    /** @param began by {@link System#nanoTime()}, when the thread that calls this began to commit */
    void committed(long began) {
        Beat beat = beats.get();
        beat.stopWaiting();
        beat.isUsed = true;
        beat.ended = nanoTime.getAsLong();
        beat.took = beat.ended - began;
    }

    long now() {
        return nanoTime.getAsLong();
    }
}
