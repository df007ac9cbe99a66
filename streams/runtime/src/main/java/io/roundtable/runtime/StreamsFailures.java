package io.roundtable.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a thread of Kafka Streams dies: it is replaced, up to {@value #MAX_IN_WINDOW} times in a minute;
 * past that the role stops, since what it meets won't go away by itself, and whoever runs it has to see that.
 */
public final class StreamsFailures implements StreamsUncaughtExceptionHandler {

    static final int MAX_IN_WINDOW = 60;

    private static final Logger log = LoggerFactory.getLogger(StreamsFailures.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final String role;
    private final Clock clock;
    private final Deque<Instant> recent = new ArrayDeque<>();

    public StreamsFailures(String role, Clock clock) {
        this.role = role;
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable fault) {
        Instant now = clock.instant();
        recent.addLast(now);
        while (recent.getFirst().isBefore(now.minus(WINDOW))) {
            recent.removeFirst();
        }
        if (recent.size() > MAX_IN_WINDOW) {
            log.error("{} failed {} times in {} s and stops", role, recent.size(), WINDOW.toSeconds(), fault);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.error("a thread of {} failed and is replaced", role, fault);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
