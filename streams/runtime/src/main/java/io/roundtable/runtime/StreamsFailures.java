package io.roundtable.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a thread of Kafka Streams dies: it is replaced, after as long a wait as things have been failing
 * by then, 100 ms to 10 s. So a short fault costs little, a long one no more than a try in 10 s for each thread, and
 * whenever it is over the role goes on by itself. Until then the role isn't ready, and says why.
 */
public final class StreamsFailures implements StreamsUncaughtExceptionHandler, AutoCloseable {

    static final Duration SHORTEST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(10);

    /** With no failure for this long, the next one is the first of its own trouble. */
    static final Duration CALM = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(StreamsFailures.class);

    private final String role;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Instant first;
    private Instant last = Instant.EPOCH;
    private int waiting;
    private String fault = "";

    public StreamsFailures(String role, Clock clock) {
        this.role = role;
        this.clock = clock;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable thrown) {
        Duration wait = begin(thrown);
        log.error("a thread of {} failed, and is replaced in {} ms", role, wait.toMillis(), thrown);
        try {
            var _ = closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** What a thread is waiting to be replaced for; null while none is. */
    public synchronized @Nullable String current() {
        return waiting == 0 ? null : fault;
    }

    /** Lets nobody wait any longer. */
    @Override
    public void close() {
        closed.countDown();
    }

    private synchronized Duration begin(Throwable thrown) {
        Instant now = clock.instant();
        Instant start = first == null || last.plus(CALM).isBefore(now) ? now : first;
        first = start;
        last = now;
        waiting++;
        fault = cause(thrown);
        Duration lasted = Duration.between(start, now);
        return lasted.compareTo(SHORTEST) < 0 ? SHORTEST : lasted.compareTo(LONGEST) > 0 ? LONGEST : lasted;
    }

    private synchronized void end() {
        waiting--;
    }

    private static String cause(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < 20 && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
