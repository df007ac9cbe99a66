package io.roundtable.http.feed;

import io.roundtable.http.json.ServerSentEvents;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/** What is written to one connection: a frame when it takes one, and none that would only wait here. */
final class Frames {

    private final FluxSink<byte[]> sink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isCalled;
    private volatile boolean isOver;
    private volatile @Nullable String endingWith;

    Frames(FluxSink<byte[]> sink) {
        this.sink = sink;
    }

    /** There is something to do: new events, or room for more. */
    void call() {
        lock.lock();
        try {
            isCalled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The connection is gone. */
    void over() {
        lock.lock();
        try {
            isOver = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Asks the one who writes to end, and to say why. */
    void endSoon(String code) {
        lock.lock();
        try {
            endingWith = code;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        return isOver || endingWith != null;
    }

    /**
     * Waits until the connection takes something.
     *
     * @return false where it doesn't in that time
     */
    boolean awaitRoom(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!isOver() && sink.requestedFromDownstream() == 0) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Wait for room first, else the frame is kept here until there is. */
    void write(byte[] frame) {
        if (!isOver()) {
            sink.next(frame);
        }
    }

    /** The same with an id that the client goes on from, in one frame. */
    void write(byte[] frame, String id) {
        byte[] progress = ServerSentEvents.progress(id);
        byte[] both = Arrays.copyOf(frame, frame.length + progress.length);
        System.arraycopy(progress, 0, both, frame.length, progress.length);
        write(both);
    }

    /** Waits until it is called, or was since it last waited. */
    void rest(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lock();
        try {
            while (!isCalled && !isOver() && left > 0) {
                left = changed.awaitNanos(left);
            }
            isCalled = false;
        } finally {
            lock.unlock();
        }
    }

    /** Says why, unless it was asked to say something else. */
    void end(String code) {
        String asked = endingWith;
        over();
        sink.next(ServerSentEvents.end(asked == null ? code : asked));
        sink.complete();
    }
}
