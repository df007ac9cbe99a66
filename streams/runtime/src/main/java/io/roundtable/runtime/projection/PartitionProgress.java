package io.roundtable.runtime.projection;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition's rows have come.
 *
 * @param owner the thread that reads it
 */
record PartitionProgress(Offsets offsets, Times times, Condition condition, Thread owner) {

    static final String OPENING = "its checkpoint is being opened";

    /**
     * @param settled one past the last record that is in the tables, or isn't to be
     * @param polled one past the last record that the consumer has given out
     * @param position where the consumer reads on: past transaction markers, which are no records
     */
    record Offsets(long settled, long polled, long position) {}

    /**
     * @param since when it came so far, began to wait, or had to stop
     * @param last of the last record that was settled; null where none was since the start
     * @param unsettled of the oldest record that isn't settled, or a little before; null where none is known
     */
    record Times(
            Instant since, @Nullable Instant last, @Nullable Instant unsettled) {}

    /** Whether it goes on. */
    sealed interface Condition {

        record Going() implements Condition {}

        /** For what has failed, until it doesn't. */
        record Waiting(String reason) implements Condition {}

        /** For a person. */
        record Stopped(String reason) implements Condition {}
    }

    static PartitionProgress unopened(Instant now, Thread owner) {
        return new PartitionProgress(
                new Offsets(0, 0, 0), new Times(now, null, null), new Condition.Waiting(OPENING), owner);
    }

    PartitionProgress opened(long offset, Instant now) {
        return new PartitionProgress(
                new Offsets(offset, offset, offset), new Times(now, times.last(), null), new Condition.Going(), owner);
    }

    PartitionProgress polled(Instant first, long afterLast) {
        boolean settledAll = offsets.settled() >= offsets.polled();
        var known = settledAll ? first : times.unsettled();
        return new PartitionProgress(
                new Offsets(offsets.settled(), Math.max(offsets.polled(), afterLast), offsets.position()),
                new Times(times.since(), times.last(), known),
                condition,
                owner);
    }

    PartitionProgress passed(long position) {
        return new PartitionProgress(
                new Offsets(offsets.settled(), offsets.polled(), Math.max(offsets.position(), position)),
                times,
                condition,
                owner);
    }

    /** It goes on. What is unsettled yet came after the last record that was settled. */
    PartitionProgress settled(long offset, Instant recordTime, Instant now) {
        var unsettled = offset >= offsets.polled() ? null : recordTime;
        return new PartitionProgress(
                settledAt(offset).offsets(), new Times(now, recordTime, unsettled), new Condition.Going(), owner);
    }

    PartitionProgress settledAt(long offset) {
        return new PartitionProgress(
                new Offsets(offset, offsets.polled(), offsets.position()), times, condition, owner);
    }

    PartitionProgress in(Condition other, Instant now) {
        boolean goesOnWaiting = condition instanceof Condition.Waiting && other instanceof Condition.Waiting;
        var since = goesOnWaiting ? times.since() : now;
        return new PartitionProgress(offsets, new Times(since, times.last(), times.unsettled()), other, owner);
    }

    /** One past the last offset that leaves nothing to do. */
    long reached() {
        return offsets.settled() >= offsets.polled()
                ? Math.max(offsets.settled(), offsets.position())
                : offsets.settled();
    }

    /**
     * How old the oldest record is that isn't in the tables, where there is one. Where nobody has read it yet, it is
     * taken to be as old as it can be: it came after the last record that was written, and after the partition was
     * last seen without any.
     */
    Duration behind(Instant now, @Nullable Instant withoutLag) {
        var oldest = times.unsettled() != null ? times.unsettled() : later(times.last(), withoutLag);
        var age = Duration.between(oldest == null ? times.since() : oldest, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }
}
