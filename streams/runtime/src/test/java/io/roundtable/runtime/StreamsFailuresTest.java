package io.roundtable.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

final class StreamsFailuresTest {

    private final RuntimeException fault =
            new IllegalStateException("outer", new IllegalArgumentException("the database is away"));

    /** A clock that moves when it is told to. */
    private static final class Hand extends Clock {
        private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final Hand clock = new Hand();
    private final StreamsFailures failures = new StreamsFailures("the test", clock);

    @Test
    void shouldReplaceAThreadSoonWhenItIsTheFirstThatFails() {
        long start = System.nanoTime();

        var response = failures.handle(fault);

        assertThat(response).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(StreamsFailures.SHORTEST.minusMillis(5), Duration.ofSeconds(5));
    }

    @Test
    void shouldWaitLongerTheLongerItFailsSayWhyAndLetGoWhenClosed() {
        // Given
        failures.handle(fault);
        clock.now = clock.now.plusSeconds(50);

        // When
        var handled = CompletableFuture.supplyAsync(() -> failures.handle(fault));

        // Then
        await().untilAsserted(() -> assertThat(failures.current()).contains("the database is away"));
        assertThat(handled).isNotDone();
        failures.close();
        assertThat(handled)
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(failures.current()).isNull();
    }

    @Test
    void shouldNeverGiveUpAndBeginAnewAfterAMinuteOfCalm() {
        // Given
        failures.handle(fault);
        clock.now = clock.now.plus(StreamsFailures.CALM).plusSeconds(1);

        // When
        var handled = CompletableFuture.supplyAsync(() -> failures.handle(fault));

        // Then
        assertThat(handled)
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }
}
