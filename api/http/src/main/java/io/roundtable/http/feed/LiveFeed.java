package io.roundtable.http.feed;

import io.roundtable.http.log.LoggedEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The newest events of a workspace that somebody follows at this node. Whoever needs older ones reads the log. */
final class LiveFeed {

    private static final int MAX_EVENTS = 512;
    private static final long MAX_BYTES = 1024L * 1024;

    private final AtomicLong ofAll;
    private final long maxOfAll;
    private final ArrayDeque<LoggedEvent> recent = new ArrayDeque<>();
    private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();
    private long from;
    private long bytes;

    /**
     * @param from the sequence behind which it will be told of all
     * @param ofAll the bytes that all feeds of the node hold together
     */
    LiveFeed(long from, AtomicLong ofAll, long maxOfAll) {
        this.from = from;
        this.ofAll = ofAll;
        this.maxOfAll = maxOfAll;
    }

    /** @param follower is run when there is something new; must not block */
    void join(Runnable follower) {
        followers.add(follower);
    }

    /** Whether nobody is left. */
    boolean leave(Runnable follower) {
        followers.remove(follower);
        return followers.isEmpty();
    }

    synchronized void add(LoggedEvent event) {
        recent.add(event);
        count(event.bytes());
        while (recent.size() > MAX_EVENTS || bytes > MAX_BYTES || (ofAll.get() > maxOfAll && !recent.isEmpty())) {
            LoggedEvent oldest = recent.remove();
            count(-oldest.bytes());
            from = oldest.sequence();
        }
        followers.forEach(Runnable::run);
    }

    /** Forgets everything: what came before, or with, this sequence may be missing. */
    synchronized void restart(long sequence) {
        recent.clear();
        count(-bytes);
        from = sequence;
        followers.forEach(Runnable::run);
    }

    /** Everything of the workspace behind a sequence, of which the node has heard; null where the log has to tell. */
    synchronized @Nullable List<LoggedEvent> after(long sequence) {
        if (sequence < from) {
            return null;
        }
        var newer = new ArrayDeque<LoggedEvent>();
        for (var events = recent.descendingIterator(); events.hasNext(); ) {
            var event = events.next();
            if (event.sequence() <= sequence) {
                break;
            }
            newer.addFirst(event);
        }
        return List.copyOf(newer);
    }

    /** There are events up to this sequence, of which the node may not have heard. */
    synchronized void raise(long sequence) {
        from = Math.max(from, sequence);
    }

    /** The sequence behind which everything is at hand. */
    synchronized long from() {
        return from;
    }

    private void count(long more) {
        bytes += more;
        ofAll.addAndGet(more);
    }
}
