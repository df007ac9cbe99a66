package io.roundtable.http.load;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes and no more, over all requests of this node. Safe for use by many threads. */
public final class ByteBudget {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /** @param limit in bytes, at least 1 */
    public ByteBudget(long limit) {
        this.limit = limit;
    }

    /** Takes all of it or nothing. */
    public boolean take(long bytes) {
        if (taken.addAndGet(bytes) > limit) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** Notes what is there already, whether it fits or not: others will find less. */
    void note(long bytes) {
        taken.addAndGet(bytes);
    }

    public void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
