package io.roundtable.runtime.courier;

import static io.roundtable.runtime.courier.FakeOrders.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class HandsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BlockingQueue<Task> made = new LinkedBlockingQueue<>();

    @Test
    void shouldCountAFaultOfOneOrderAndGoOnWithTheNext() throws InterruptedException {
        // Given
        Hands.Attempt attempt = order -> {
            switch ((int) order.sequence()) {
                case 1 -> throw new IllegalStateException("a bug");
                case 2 -> throw new StackOverflowError("a deep one");
                case 3 -> throw new InterruptedException("given up");
                default -> made.add(order);
            }
        };
        try (var hands = new Hands(attempt, new CourierMetrics(registry), 1)) {
            // When
            for (int message = 1; message <= 4; message++) {
                hands.make(order(message));
            }
            hands.awaitRoom();

            // Then
            assertThat(made.poll(10, TimeUnit.SECONDS)).isEqualTo(order(4));
            assertThat(left()).isEqualTo(3);
            assertThat(hands.inFlight()).isZero();
        }
    }

    @Test
    void shouldLeaveWhatComesAfterItsEnd() throws InterruptedException {
        // Given
        var hands = new Hands(made::add, new CourierMetrics(registry), 1);
        hands.close();

        // When
        hands.make(order(1));
        hands.make(order(2));

        // Then
        assertThat(made).isEmpty();
        assertThat(left()).isEqualTo(2);
        assertThat(hands.inFlight()).isZero();
    }

    private double left() {
        return registry.get("roundtable.courier.attempts")
                .tag("outcome", "left")
                .counter()
                .count();
    }
}
