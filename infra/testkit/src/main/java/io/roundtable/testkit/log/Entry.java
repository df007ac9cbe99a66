package io.roundtable.testkit.log;

import io.roundtable.contract.CommandId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of a topic. */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared or changed
public record Entry(
        String topic, int partition, long offset, Headers headers, byte @Nullable [] key, byte @Nullable [] value) {

    static Entry of(ConsumerRecord<byte[], byte[]> from) {
        return new Entry(from.topic(), from.partition(), from.offset(), from.headers(), from.key(), from.value());
    }

    /** A header as text; empty where it is missing. */
    public String header(String name) {
        var header = headers.lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    public String keyText() {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** Whether a person or a sandbox gave this command, and no timer. */
    public boolean isGivenBySomebody() {
        return !header("ce_actor").startsWith("system:");
    }

    /** Whether it is a timer's command, or has come of one. */
    boolean isOfTimer() {
        return header("ce_id").startsWith(CommandId.TIMER_PREFIX)
                || header("ce_causationid").startsWith(CommandId.TIMER_PREFIX);
    }
}
