package io.roundtable.runtime.courier;

import static io.roundtable.runtime.courier.FakeOrders.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundtable.runtime.ForeignRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockShareConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TakingTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BlockingQueue<Task> made = new LinkedBlockingQueue<>();
    private final Hands hands = new Hands(made::add, new CourierMetrics(registry), 10);
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Taking.State> states = new ArrayList<>();
    private final List<@Nullable RuntimeException> polls = new ArrayList<>();
    private int opened;
    private final Taking taking = new Taking(this::open, hands, this::pause, Clock.fixed(NOON, ZoneOffset.UTC));

    @AfterEach
    void close() {
        hands.close();
    }

    /** A connection whose polls fail as they are told to, or give one order; after the last of them it is the end. */
    private Orders open() {
        opened++;
        var consumer = new MockShareConsumer<byte[], byte[]>() {
            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                states.add(taking.state());
                if (polls.isEmpty()) {
                    taking.stop();
                    return ConsumerRecords.empty();
                }
                var fault = polls.removeFirst();
                if (fault != null) {
                    throw fault;
                }
                addRecord(FakeOrders.record(7));
                return super.poll(timeout);
            }
        };
        var letters = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        return new Orders(consumer, CODEC, new ForeignRecords(letters));
    }

    private void pause(Duration wait) {
        pauses.add(wait);
        assertThat(taking.state().fault()).as("it isn't ready").isNotNull();
    }

    @Test
    void shouldGoOnTakingOrdersWhateverHasKeptItFromIt() throws InterruptedException {
        // Given
        polls.add(new IllegalStateException("a bug"));
        polls.add(new KafkaException("the broker is away"));
        polls.add(null);

        // When
        taking.run();

        // Then
        assertThat(made.poll(10, TimeUnit.SECONDS)).isEqualTo(order(7));
        assertThat(opened).as("each fault costs a connection").isEqualTo(3);
        assertThat(states.stream().map(Taking.State::fault))
                .containsExactly(
                        "it has not begun", "IllegalStateException: a bug", "KafkaException: the broker is away", null);
        assertThat(taking.state().fault()).isEqualTo("it has ended");
    }

    @Test
    void shouldPauseForLongerEachTimeUpToABoundAndShortlyAgainOnceItWorked() {
        // Given
        for (int i = 0; i < 7; i++) {
            polls.add(new IllegalStateException("a bug"));
        }
        polls.add(null);
        polls.add(new IllegalStateException("a bug"));

        // When
        taking.run();

        // Then
        assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 1L);
    }

    @Test
    void shouldSayThatItHasEndedWhereNothingCanBeCaught() {
        // Given
        var other = new Taking(
                () -> {
                    throw new AssertionError("none");
                },
                hands,
                _ -> {},
                Clock.systemUTC());

        // When
        try {
            other.run();
        } catch (AssertionError e) {
            assertThat(e).hasMessage("none");
        }

        // Then
        assertThat(other.state().fault()).isEqualTo("it has ended");
    }
}
