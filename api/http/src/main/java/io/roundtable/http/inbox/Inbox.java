package io.roundtable.http.inbox;

import io.roundtable.http.inbox.LeaseRequests.Grant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one inbox, and who waits here for its messages. Whether a lease is worth asking for is told
 * by the events alone: since the last time something has arrived, or something was held back and what it waited for
 * may have ended. So an idle receiver writes nothing and reads nothing.
 *
 * <p>One lease is asked for at a time, for the receivers in turn. Safe for use by many threads; calls nobody
 * while it holds its lock.
 */
final class Inbox {

    private final Deque<Receiver> receivers = new ArrayDeque<>();
    private boolean isLeasing;
    private boolean isAskedAgain;
    private boolean isUnknown = true;
    private boolean isMoreReady;
    private long left;
    private long leasedAt;
    private long arrivedAt;
    private long endedAt;

    synchronized void join(Receiver receiver) {
        receivers.add(receiver);
    }

    synchronized void leave(Receiver receiver) {
        receivers.remove(receiver);
    }

    /** A message is in the queue, or is in it again. */
    synchronized void arrived(long sequence) {
        arrivedAt = Math.max(arrivedAt, sequence);
    }

    /** A message is on its way no longer, and may have held up others. */
    synchronized void ended(long sequence) {
        endedAt = Math.max(endedAt, sequence);
    }

    /** What was heard of this inbox may not be all. */
    synchronized void missed() {
        isUnknown = true;
    }

    /**
     * Whom to ask for a lease for, now; null where it isn't worth it or nobody wants any. Then {@link #leased} or
     * {@link #failed}. Receivers have locks of their own, and are asked outside this one.
     */
    @Nullable
    Receiver next() {
        List<Receiver> inTurn = begin();
        while (inTurn != null) {
            for (Receiver receiver : inTurn) {
                if (receiver.wanted() > 0) {
                    chose(receiver);
                    return receiver;
                }
            }
            inTurn = beginAgain();
        }
        return null;
    }

    private synchronized @Nullable List<Receiver> begin() {
        isAskedAgain = isLeasing;
        if (isLeasing || !isWorthLeasing()) {
            return null;
        }
        isLeasing = true;
        return new ArrayList<>(receivers);
    }

    /** Nobody wanted any; but whoever asked meanwhile was turned away, and may have known of somebody. */
    private synchronized @Nullable List<Receiver> beginAgain() {
        isLeasing = isAskedAgain;
        isAskedAgain = false;
        return isLeasing ? new ArrayList<>(receivers) : null;
    }

    private synchronized void chose(Receiver receiver) {
        isUnknown = false;
        if (receivers.remove(receiver)) {
            receivers.add(receiver);
        }
    }

    synchronized void leased(Grant grant, int wanted) {
        isLeasing = false;
        left = grant.left();
        leasedAt = Math.max(leasedAt, grant.sequence());
        isMoreReady = grant.messages().size() == wanted && left > 0;
    }

    synchronized void failed() {
        isLeasing = false;
        isUnknown = true;
    }

    /** Whether a lease is being asked for or would be. */
    synchronized boolean isBusy() {
        return isLeasing || isWorthLeasing();
    }

    synchronized boolean isDeserted() {
        return receivers.isEmpty();
    }

    synchronized List<Receiver> receivers() {
        return new ArrayList<>(receivers);
    }

    private boolean isWorthLeasing() {
        return isUnknown || isMoreReady || arrivedAt > leasedAt || (left > 0 && endedAt > leasedAt);
    }
}
