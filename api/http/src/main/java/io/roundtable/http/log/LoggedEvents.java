package io.roundtable.http.log;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Single events of a workspace, read from the log by their sequences; blocks. */
@Singleton
public final class LoggedEvents {

    /** Most that one turn of a reader is kept for: each may have to be looked for, which takes some reads of half a MiB. */
    private static final int AT_ONCE = 25;

    /** Records that are read in vain rather than looked for once more. */
    private static final int NEAR = 128;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventReaders readers;
    private final EventPlaces places;
    private final LogLayout layout;

    LoggedEvents(EventReaders readers, EventPlaces places, LogLayout layout) {
        this.readers = readers;
        this.places = places;
        this.layout = layout;
    }

    /**
     * Reads events that are known to be committed.
     *
     * @param of what to keep of each
     * @return by sequence; without those that the log doesn't have, or that are another workspace's
     * @throws ProblemException {@code overloaded} where no reader was free in time, {@code log_unavailable} where the log
     *     can't be read
     */
    public <T> Map<Long, T> find(WorkspaceId workspace, Collection<Long> sequences, Function<LoggedEvent, T> of) {
        var sorted = List.copyOf(new TreeSet<>(sequences));
        var found = new HashMap<Long, T>();
        for (int at = 0; at < sorted.size(); at += AT_ONCE) {
            var some = sorted.subList(at, Math.min(sorted.size(), at + AT_ONCE));
            readers.lend(PATIENCE, reader -> {
                read(reader, workspace, some, of, found);
                return some.size();
            });
        }
        return found;
    }

    private <T> void read(
            EventReader reader,
            WorkspaceId workspace,
            List<Long> wanted,
            Function<LoggedEvent, T> of,
            Map<Long, T> found) {
        var next = new Next(wanted);
        int left = Integer.MAX_VALUE;
        while (next.left() > 0 && next.left() < left) { // where it meets nothing the log ends
            left = next.left();
            places.read(reader, layout.partitionOf(workspace), next.sequence(), event -> {
                if (next.isMetBy(event.sequence()) && event.isOf(workspace)) {
                    found.put(event.sequence(), of.apply(event));
                }
                return !next.isEnd() && next.sequence() - event.sequence() <= NEAR;
            });
        }
    }

    /** Which of them is to be met next. */
    private static final class Next {

        private final List<Long> wanted;
        private int at;

        Next(List<Long> wanted) {
            this.wanted = wanted;
        }

        boolean isEnd() {
            return left() == 0;
        }

        int left() {
            return wanted.size() - at;
        }

        long sequence() {
            return wanted.get(at);
        }

        /** Goes on behind it; those before it aren't in the log any more. */
        boolean isMetBy(long sequence) {
            boolean isMet = false;
            while (!isEnd() && sequence() <= sequence) {
                isMet = sequence() == sequence;
                at++;
            }
            return isMet;
        }
    }
}
