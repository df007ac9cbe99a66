package io.roundtable.runtime.replay;

import io.roundtable.persistence.version.Rebuild.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How fast work goes, by what was done in the last few seconds. */
final class Pace {

    private static final long WINDOW_NANOS = 5_000_000_000L;

    private final LongSupplier nanos;
    private final Deque<Mark> marks = new ArrayDeque<>();

    private record Mark(long at, long done) {}

    Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Progress at(long done, long total) {
        long now = nanos.getAsLong();
        marks.addLast(new Mark(now, done));
        while (marks.size() > 2 && now - marks.getFirst().at() > WINDOW_NANOS) {
            marks.removeFirst();
        }
        Mark first = marks.getFirst();
        double seconds = (now - first.at()) / 1e9;
        double perSecond = seconds <= 0 ? 0 : (done - first.done()) / seconds;
        Long left = done >= total
                ? Long.valueOf(0)
                : perSecond <= 0 ? null : Long.valueOf(Math.round((total - done) / perSecond));
        return new Progress(done, total, Math.round(perSecond), left);
    }
}
