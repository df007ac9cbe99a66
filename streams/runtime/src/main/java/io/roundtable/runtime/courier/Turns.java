package io.roundtable.runtime.courier;

import io.roundtable.contract.WorkspaceId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Who reads the log next, and how many bytes of it all attempts together may hold. Workspaces take turns, each in its own
 * order, and none has more than half of the readers or a quarter of the bytes at a time: one that is far behind, or whose
 * receivers are slow, slows down itself. Who waits for a turn holds nothing of the log yet.
 *
 * <p>A turn takes the bytes that its reading may come to at most, and gives those back that it didn't. What is sent is
 * there once more for a moment, as a body, which {@link EventSource.Found#bytes} counts. The readers' own buffers, at
 * most 2 MiB each, come on top.
 */
final class Turns {

    private static final int SHARE_OF_READERS = 2;
    private static final int SHARE_OF_BYTES = 4;

    private final Map<WorkspaceId, Line> lines = new LinkedHashMap<>();
    private final Bounds bounds;
    private int freeReaders;
    private long freeBytes;

    Turns(Bounds bounds) {
        this.bounds = bounds;
        this.freeReaders = bounds.readers();
        this.freeBytes = bounds.bytes();
    }

    /**
     * What there is to share.
     *
     * @param readers how many may read at a time
     * @param bytes that may be held at a time
     * @param reading bytes that one reading comes to at most
     */
    record Bounds(int readers, long bytes, long reading) {

        Bounds {
            if (readers < SHARE_OF_READERS || bytes / SHARE_OF_BYTES < reading) {
                throw new IllegalArgumentException("a workspace could never read: " + readers + ", " + bytes);
            }
        }
    }

    /** A workspace that waits, reads or holds. */
    private static final class Line {
        final Queue<CompletableFuture<Turn>> waiting = new ArrayDeque<>();
        int readers;
        long bytes;

        boolean isOver() {
            return waiting.isEmpty() && readers == 0 && bytes == 0;
        }
    }

    /** Null where a workspace's turn hasn't come within a time. */
    @Nullable
    Turn await(WorkspaceId workspace, Duration patience) throws InterruptedException {
        var turn = ask(workspace);
        try {
            return turn.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return forgo(workspace, turn) ? null : turn.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            if (!forgo(workspace, turn)) {
                turn.join().close();
            }
            throw e;
        }
    }

    /** The turn once it comes; it has to be closed. */
    synchronized CompletableFuture<Turn> ask(WorkspaceId workspace) {
        var turn = new CompletableFuture<Turn>();
        lines.computeIfAbsent(workspace, _ -> new Line()).waiting.add(turn);
        give();
        return turn;
    }

    /** Whether it hasn't come, and won't. */
    private synchronized boolean forgo(WorkspaceId workspace, CompletableFuture<Turn> turn) {
        var line = lines.get(workspace);
        if (line == null || !turn.cancel(false)) {
            return false;
        }
        line.waiting.removeIf(CompletableFuture::isCancelled);
        if (line.isOver()) {
            lines.remove(workspace);
        }
        return true;
    }

    private void give() {
        while (freeReaders > 0 && freeBytes >= bounds.reading() && giveNext()) {
            // until nobody may have one
        }
    }

    /** Whoever has had a turn goes to the end. */
    private boolean giveNext() {
        for (Iterator<Map.Entry<WorkspaceId, Line>> all = lines.entrySet().iterator(); all.hasNext(); ) {
            var next = all.next();
            var line = next.getValue();
            var turn = mayRead(line) ? line.waiting.poll() : null;
            if (turn != null) {
                all.remove();
                lines.put(next.getKey(), line);
                turn.complete(new Turn(next.getKey(), line));
                return true;
            }
        }
        return false;
    }

    private boolean mayRead(Line line) {
        return line.readers < bounds.readers() / SHARE_OF_READERS
                && line.bytes + bounds.reading() <= bounds.bytes() / SHARE_OF_BYTES;
    }

    private synchronized void returned(Turn turn, int readers, long bytes) {
        turn.line.readers -= readers;
        turn.line.bytes -= bytes;
        freeReaders += readers;
        freeBytes += bytes;
        if (turn.line.isOver()) {
            lines.remove(turn.workspace, turn.line);
        }
        give();
    }

    /** Bytes that are held, or may come to be. */
    synchronized long held() {
        return bounds.bytes() - freeBytes;
    }

    /** A reader and the bytes for what it reads, until they are given back. One thread uses it. */
    final class Turn implements AutoCloseable {
        private final WorkspaceId workspace;
        private final Line line;
        private int readers = 1;
        private long bytes = bounds.reading();

        private Turn(WorkspaceId workspace, Line line) {
            this.workspace = workspace;
            this.line = line;
            line.readers++;
            line.bytes += bytes;
            freeReaders--;
            freeBytes -= bytes;
        }

        /** The log was read; what of it is held on to counts until the turn is closed. */
        void hasRead(long holding) {
            returned(this, readers, bytes - holding);
            readers = 0;
            bytes = holding;
        }

        @Override
        public void close() {
            returned(this, readers, bytes);
            readers = 0;
            bytes = 0;
        }
    }
}
