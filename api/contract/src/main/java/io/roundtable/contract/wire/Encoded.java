package io.roundtable.contract.wire;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** A record ready to be appended: a CloudEvent in Kafka binary mode. */
@SuppressWarnings("ArrayRecordComponent") // bytes for Kafka, never compared
public record Encoded(String key, byte[] value, Headers headers) {

    public byte[] keyBytes() {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
