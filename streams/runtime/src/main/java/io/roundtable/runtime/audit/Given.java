package io.roundtable.runtime.audit;

import io.roundtable.contract.wire.CloudEventHeaders;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log of commands. Its offset tells it apart, not its id: a timer's command may come again under the same
 * one, and poison may have none.
 */
record Given(long offset, @Nullable String id, Instant at) {

    static Given of(ConsumerRecord<byte[], byte[]> entry) {
        return new Given(
                entry.offset(),
                CloudEventHeaders.of(entry.headers()).find(CloudEventHeaders.ID),
                Instant.ofEpochMilli(Math.max(0, entry.timestamp())));
    }
}
