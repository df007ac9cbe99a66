package io.roundtable.http.access;

import io.micronaut.context.annotation.Context;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.log.KafkaClients;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.log.LogTail;
import io.roundtable.http.log.TailState;
import jakarta.annotation.PreDestroy;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the events for what this node keeps in memory about them. */
@Context
public final class EventTail {

    private static final Logger log = LoggerFactory.getLogger(EventTail.class);

    /** Messages are most of the log, and nothing in memory depends on them. */
    private static final String MESSAGES = "io.roundtable.message.";

    /** Far enough back to meet the last event behind markers of transactions, and so to know where the log ends. */
    private static final int LOOK_BACK = 100;

    private final RecordCodec codec;
    private final Directory directory;
    private final LogTail tail;

    EventTail(KafkaClients clients, LogLayout layout, HttpSettings settings, Directory directory) {
        this.codec = new RecordCodec("/roundtable/api", settings.schemas());
        this.directory = directory;
        this.tail = new LogTail(Topics.EVENTS, layout.partitions().count(), clients, this::onRecord);
        tail.start(LOOK_BACK);
    }

    public TailState state() {
        return tail.state();
    }

    private void onRecord(ConsumerRecord<byte[], byte[]> entry) {
        try {
            var headers = CloudEventHeaders.of(entry.headers());
            if (headers.get(CloudEventHeaders.TYPE).startsWith(MESSAGES)) {
                directory.reached(entry.partition(), headers.number(CloudEventHeaders.SEQUENCE));
                return;
            }
            var event = codec.event(entry.headers(), entry.value());
            directory.onEvent(event.event(), entry.partition(), event.sequence());
        } catch (MalformedRecord e) {
            log.warn(
                    "passed over a foreign record on {}-{} at {}: {}",
                    entry.topic(),
                    entry.partition(),
                    entry.offset(),
                    e.getMessage());
        }
    }

    @PreDestroy
    void close() {
        tail.close();
    }
}
