package io.roundtable.http.feed;

import io.roundtable.http.feed.WorkspaceEvents.Found;
import io.roundtable.http.feed.WorkspaceEvents.Wish;
import io.roundtable.http.log.LoggedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Puts together what is read block by block, the newest first, within the bounds of one reading. */
final class Downwards {

    private final Wish wish;
    private final List<LoggedEvent> events = new ArrayList<>();
    private long bytes;
    private long at;

    Downwards(Wish wish, long before) {
        this.wish = wish;
        this.at = before;
    }

    /** The events of one block that are wanted, upwards; the first of them go where they are too large together. */
    static final class InBlock {

        private final long maxBytes;
        private final ArrayDeque<LoggedEvent> kept = new ArrayDeque<>();
        private long bytes;
        private boolean isCut;

        InBlock(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        void add(LoggedEvent event) {
            kept.add(event);
            bytes += event.bytes();
            while (bytes > maxBytes && kept.size() > 1) {
                bytes -= kept.remove().bytes();
                isCut = true;
            }
        }
    }

    /**
     * Takes the next block, which is below all that were taken.
     *
     * @param first its first sequence
     * @return whether there is room for more
     */
    boolean take(InBlock block, long first) {
        while (!block.kept.isEmpty()) {
            var event = block.kept.getLast();
            boolean fits =
                    events.isEmpty() || (events.size() < wish.limit() && bytes + event.bytes() <= wish.maxBytes());
            if (!fits) {
                return false;
            }
            events.add(block.kept.removeLast());
            bytes += event.bytes();
            at = event.sequence();
        }
        if (!block.isCut) {
            at = Math.min(at, first);
        }
        return !block.isCut;
    }

    /** Down to where it has come. */
    Found found() {
        return new Found(List.copyOf(events), at, bytes);
    }

    /** The same where nothing is left below. */
    Found all() {
        return new Found(List.copyOf(events), 1, bytes);
    }
}
