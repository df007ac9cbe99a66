package io.roundtable.runtime.burial;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.DeadLetter.Origin;
import io.roundtable.runtime.burial.MessagePlaces.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records by which messages were sent: where they are the tables tell, once they are as far as the failure. */
final class Originals implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Originals.class);

    /** Shorter than a transaction may take; who waits longer fails, and begins again. */
    private static final Duration PATIENCE = Duration.ofMillis(BurialProperties.TRANSACTION_TIMEOUT_MS / 2);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final MessagePlaces places;
    private final EventLog events;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Originals(MessagePlaces places, EventLog events) {
        this.places = places;
        this.events = events;
    }

    /**
     * The record by which a message was sent; one with no bytes where there is none any more.
     *
     * @param sequence of the event that says that it failed
     * @throws StreamsException where the tables aren't there within some seconds
     */
    Origin find(int partition, DeliveryEvent of, long sequence) {
        var from = new TopicPartition(Topics.EVENTS, partition);
        Place place = place(partition, of, sequence);
        var original = place == null ? null : events.read(partition, place);
        if (original == null) {
            log.warn("message {} failed, and the log doesn't have the event by which it was sent", of.messageId());
            return new Origin(from, -1, null, null, new RecordHeaders());
        }
        return new Origin(from, original.offset(), original.key(), original.value(), original.headers());
    }

    /** The record of an event that was given up; one with no bytes where there is none any more. */
    Origin find(int partition, EventDeadLettered of) {
        var original = events.read(partition, new Place(of.sequence(), of.at()));
        var from = new TopicPartition(Topics.EVENTS, partition);
        byte[] workspace = of.workspaceId().value().getBytes(StandardCharsets.UTF_8);
        if (original == null || !Arrays.equals(original.key(), workspace)) {
            log.warn("event {} of {} was given up, and the log doesn't have it", of.sequence(), from);
            return new Origin(from, -1, null, null, new RecordHeaders());
        }
        return new Origin(from, original.offset(), original.key(), original.value(), original.headers());
    }

    private @Nullable Place place(int partition, DeliveryEvent of, long sequence) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = places.find(partition, of.workspaceId(), of.messageId());
            if (answer.place() != null || answer.reflected() >= sequence) {
                return answer.place();
            }
            rest();
        }
        throw new StreamsException("the tables don't have event " + sequence + " of partition " + partition + " yet");
    }

    private void rest() {
        try {
            if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StreamsException("stopped while it waited for the tables");
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Lets nobody wait any longer. */
    void stop() {
        stopped.countDown();
    }

    @Override
    public void close() {
        events.close();
    }
}
