package io.roundtable.http.load;

import io.roundtable.contract.Check;
import java.time.Duration;

/**
 * What a node takes upon itself at a time.
 *
 * @param bodyBytes of bodies that are being received or worked on, over all requests
 * @param pageBytes of what is read to be answered and of answers that aren't sent yet, over all requests
 * @param connections past it a new one is closed at once
 * @param bodyTime in which a body must have arrived once its request was let in; past it 408
 */
public record LoadLimits(long bodyBytes, long pageBytes, int connections, Duration bodyTime) {

    /** A body is there up to four times over: as it came, as bytes, as a command, and on its way into the log. */
    private static final int HEAP_FOR_BODIES = 16;

    /** A page is counted for what it comes to, see {@link Load#PAGE_FACTOR}. */
    private static final int HEAP_FOR_PAGES = 4;

    private static final long LEAST = 16L * 1024 * 1024;
    private static final int CONNECTIONS = 10_000;
    private static final int BODY_SECONDS = 15;

    public LoadLimits {
        new Check()
                .range("body_bytes", bodyBytes, 1, Long.MAX_VALUE)
                .range("page_bytes", pageBytes, 1, Long.MAX_VALUE)
                .range("connections", connections, 1, 1_000_000)
                .range("body_time_ms", bodyTime.toMillis(), 1, 30_000)
                .done();
    }

    /** What goes with a heap of that size; never less than the largest body and the largest page need. */
    public static LoadLimits ofHeap(long bytes) {
        return new LoadLimits(
                Math.max(LEAST, bytes / HEAP_FOR_BODIES),
                Math.max(4 * LEAST, bytes / HEAP_FOR_PAGES),
                CONNECTIONS,
                Duration.ofSeconds(BODY_SECONDS));
    }
}
