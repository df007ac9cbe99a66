package io.roundtable.app.importing;

import io.roundtable.app.UserError;
import java.util.concurrent.Semaphore;

/** How many bytes of lines may wait between the file and the server. */
final class Budget {
    private final int bytes;
    private final Semaphore free;

    Budget(int bytes) {
        this.bytes = bytes;
        this.free = new Semaphore(bytes);
    }

    /** Waits until there is room; a line that is larger than the whole budget goes alone. */
    int take(int size) {
        int taken = Math.clamp(size, 1, bytes);
        try {
            free.acquire(taken);
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while reading the file", e);
        }
    }

    void giveBack(int taken) {
        free.release(taken);
    }
}
