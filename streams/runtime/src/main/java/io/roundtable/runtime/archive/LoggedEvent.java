package io.roundtable.runtime.archive;

import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.MalformedRecord;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log but for its place. Its key is the workspace, which its headers name too.
 *
 * @param timestamp Kafka's, in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // bytes for Kafka, compared by isSameAs alone
record LoggedEvent(Headers headers, byte @Nullable [] value, long timestamp) {

    /** @throws ArchiveFault where its key isn't the workspace that its headers name */
    static LoggedEvent of(ConsumerRecord<byte[], byte[]> entry) {
        var event = new LoggedEvent(entry.headers(), entry.value(), entry.timestamp());
        byte[] workspace = event.workspace().getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(workspace, entry.key())) {
            throw new ArchiveFault("the record on " + entry.topic() + "-" + entry.partition() + " at offset "
                    + entry.offset() + " isn't keyed by its workspace: the log isn't as the engine writes it");
        }
        return event;
    }

    /** Whether the engine has written it; the projector passes others by. */
    static boolean isOurs(Headers headers) {
        return CloudEventHeaders.of(headers).sequence().isPresent();
    }

    String workspace() {
        return header(CloudEventHeaders.PARTITION_KEY);
    }

    long sequence() {
        return Long.parseLong(header(CloudEventHeaders.SEQUENCE));
    }

    /** The command's. */
    Instant time() {
        try {
            return Instant.parse(header(CloudEventHeaders.TIME));
        } catch (DateTimeException e) {
            throw new ArchiveFault("an event has no time: " + e.getMessage(), e);
        }
    }

    /** Whether it is about a webhook for events. */
    boolean isOfSubscription() {
        String type = CloudEventHeaders.of(headers).find(CloudEventHeaders.TYPE);
        return type != null && type.startsWith("io.roundtable.subscription.");
    }

    private String header(String name) {
        try {
            return CloudEventHeaders.of(headers).get(name);
        } catch (MalformedRecord e) {
            throw new ArchiveFault("an event isn't as the engine writes it: " + e.getMessage(), e);
        }
    }

    /** The same at another place of the log. */
    LoggedEvent at(long sequence) {
        var renumbered = new RecordHeaders();
        for (Header header : headers) {
            byte[] said = header.key().equals(CloudEventHeaders.SEQUENCE)
                    ? CloudEventHeaders.sequence(sequence).getBytes(StandardCharsets.UTF_8)
                    : header.value();
            renumbered.add(header.key(), said);
        }
        return new LoggedEvent(renumbered, value, timestamp);
    }

    /** Whether both are the same byte for byte. */
    boolean isSameAs(LoggedEvent other) {
        return timestamp == other.timestamp
                && Arrays.equals(value, other.value)
                && Arrays.equals(headers.toArray(), other.headers.toArray());
    }
}
