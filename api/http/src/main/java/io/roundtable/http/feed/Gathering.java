package io.roundtable.http.feed;

import io.roundtable.http.feed.WorkspaceEvents.Wish;
import io.roundtable.http.log.LoggedEvent;
import java.util.ArrayList;
import java.util.List;

/** Picks the events that are wanted out of those that are read, in order, within the bounds of one reading. */
final class Gathering {

    /** Of all that is looked at. */
    private static final long MAX_READ_BYTES = 32L * 1024 * 1024;

    private static final int MAX_READ = 20_000;

    /** Looked at when no more can be given, to tell whether there is more. */
    private static final int MAX_AHEAD = 512;

    private final Wish wish;
    private final List<LoggedEvent> events = new ArrayList<>();
    private long bytes;
    private long readBytes;
    private int read;
    private int ahead;
    private long at;
    private boolean isFull;

    /** @param at the sequence behind which it begins */
    Gathering(Wish wish, long at) {
        this.wish = wish;
        this.at = at;
    }

    /** Looks at the next event, and tells whether there is room for more. */
    boolean take(LoggedEvent event) {
        int size = event.bytes();
        read++;
        readBytes += size;
        if (wish.isFor(event)) {
            if (!events.isEmpty() && (events.size() == wish.limit() || bytes + size > wish.maxBytes())) {
                isFull = true;
                return false;
            }
            events.add(event);
            bytes += size;
        }
        at = event.sequence();
        ahead += events.size() == wish.limit() ? 1 : 0;
        isFull = read >= MAX_READ || readBytes >= MAX_READ_BYTES || ahead > MAX_AHEAD;
        return !isFull;
    }

    /** All up to there is known to hold nothing more. */
    void passed(long sequence) {
        at = Math.max(at, sequence);
    }

    List<LoggedEvent> events() {
        return events;
    }

    long bytes() {
        return bytes;
    }

    /** Up to where all was looked at. */
    long at() {
        return at;
    }

    /** No more is to be looked at now. */
    boolean isFull() {
        return isFull;
    }
}
