package io.roundtable.http.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.simple.SimpleHttpRequest;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Principal;
import io.roundtable.contract.UserId;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReadGateTest {

    private static final LogLayout LAYOUT = new LogLayout("abcdefghijklmnopqrstuv", new Partitions(16));
    private static final UserId OLGA = new UserId("usr_0123456789");
    private static final UserId PIA = new UserId("usr_9876543210");
    private static final Duration READ_WAIT = Duration.ofMillis(300);

    private final Seen seen = new Seen(LAYOUT);

    /** The tables of a log whose partitions have all stopped. */
    private final ReadGate gate = new ReadGate(
            new TokenReader(LAYOUT, List::of, Runnable::run),
            LAYOUT,
            seen,
            new ProjectionProgress(Map::of, LAYOUT),
            new HttpSettings(
                    KafkaAccess.of("nowhere:9092"), 10, READ_WAIT, READ_WAIT, "https://roundtable.test/schemas/"));

    private static HttpRequest<?> request() {
        return new SimpleHttpRequest<>(HttpMethod.GET, "/v1/workspaces", "");
    }

    @Test
    void shouldNotHoldUpACallerForWhatOthersWereTold() {
        // Given
        seen.atLeast(Principal.user(OLGA), 3, 7);

        // When
        gate.awaitAll(request(), PIA);

        // Then
        assertThat(seen.sequence(3)).isEqualTo(7);
    }

    @Test
    void shouldHoldUpACallerForWhatItWasToldWithOneDeadlineForAll() {
        // Given
        for (int partition = 0; partition < 16; partition++) {
            seen.atLeast(Principal.user(OLGA), partition, 1);
        }
        long start = System.nanoTime();

        // When
        var problem = catchThrowableOfType(ProblemException.class, () -> gate.awaitAll(request(), OLGA));

        // Then
        assertThat(problem.code()).isEqualTo(ProblemCode.NOT_CAUGHT_UP);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(READ_WAIT, READ_WAIT.multipliedBy(5));
    }

    @Test
    void shouldHoldUpACallerForItsToken() {
        // Given
        var request = request();
        ((SimpleHttpRequest<?>) request)
                .getHeaders()
                .add(ConsistencyToken.HEADER, new ConsistencyToken(LAYOUT.eventsTopicId(), Map.of(2, 5L)).toString());

        // When
        var problem = catchThrowableOfType(ProblemException.class, () -> gate.awaitAll(request, PIA));

        // Then
        assertThat(problem.code()).isEqualTo(ProblemCode.NOT_CAUGHT_UP);
    }
}
