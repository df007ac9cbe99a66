package io.roundtable.http.access;

import io.micronaut.context.annotation.Context;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.live.EventListener;
import io.roundtable.http.live.RecordListener;
import io.roundtable.http.log.KafkaClients;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.log.LogTail;
import io.roundtable.http.log.LoggedEvent;
import io.roundtable.http.log.TailState;
import jakarta.annotation.PreDestroy;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the events for what this node keeps in memory about them. */
@Context
public final class EventTail {

    private static final Logger log = LoggerFactory.getLogger(EventTail.class);

    /** Far enough back to meet the last event behind markers of transactions, and so to know where the log ends. */
    private static final int LOOK_BACK = 100;

    private final RecordCodec codec;
    private final List<EventListener> listeners;
    private final List<RecordListener> recordListeners;
    private final LogTail tail;

    EventTail(
            KafkaClients clients,
            LogLayout layout,
            HttpSettings settings,
            List<EventListener> listeners,
            List<RecordListener> recordListeners) {
        this.codec = new RecordCodec("/roundtable/api", settings.schemas());
        this.listeners = List.copyOf(listeners);
        this.recordListeners = List.copyOf(recordListeners);
        this.tail = new LogTail(Topics.EVENTS, layout.partitions().count(), clients, this::onRecord);
        tail.start(LOOK_BACK);
    }

    public TailState state() {
        return tail.state();
    }

    private void onRecord(ConsumerRecord<byte[], byte[]> entry) {
        EventEnvelope event;
        try {
            event = codec.event(entry.headers(), entry.value());
        } catch (MalformedRecord e) {
            log.warn(
                    "passed over a foreign record on {}-{} at {}: {}",
                    entry.topic(),
                    entry.partition(),
                    entry.offset(),
                    e.getMessage());
            listeners.forEach(listener -> listener.onUnreadable(entry.partition()));
            return;
        }
        tell(event, entry.partition());
        LoggedEvent logged = LoggedEvent.of(entry);
        if (logged != null) {
            recordListeners.forEach(listener -> listener.onRecord(logged));
        }
    }

    /** Where a listener fails, nobody may go on as if he had seen all. */
    private void tell(EventEnvelope event, int partition) {
        boolean isTold = false;
        try {
            listeners.forEach(listener -> listener.onEvent(event, partition));
            isTold = true;
        } finally {
            if (!isTold) {
                listeners.forEach(listener -> listener.onGap(partition));
            }
        }
    }

    @PreDestroy
    void close() {
        tail.close();
    }
}
