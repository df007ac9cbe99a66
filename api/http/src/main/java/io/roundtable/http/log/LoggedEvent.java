package io.roundtable.http.log;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event as its record has it: nothing of it was decoded.
 *
 * @param sequence dense within its partition, from 1
 */
public record LoggedEvent(long sequence, ConsumerRecord<byte[], byte[]> entry) {

    /** Null where the engine hasn't written the record. */
    public static @Nullable LoggedEvent of(ConsumerRecord<byte[], byte[]> entry) {
        var sequence = CloudEventHeaders.of(entry.headers()).sequence();
        return sequence.isPresent() ? new LoggedEvent(sequence.getAsLong(), entry) : null;
    }

    public boolean isOf(WorkspaceId workspace) {
        return Arrays.equals(entry.key(), workspace.value().getBytes(StandardCharsets.UTF_8));
    }

    /** Whose it is, by its key. */
    public String key() {
        return entry.key() == null ? "" : new String(entry.key(), StandardCharsets.UTF_8);
    }

    public @Nullable String header(String name) {
        return CloudEventHeaders.of(entry.headers()).find(name);
    }

    public String type() {
        return Objects.requireNonNullElse(header(CloudEventHeaders.TYPE), "");
    }

    /** What it takes in memory, about. */
    public int bytes() {
        int headers = 0;
        for (var header : entry.headers()) {
            headers += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return headers + (entry.value() == null ? 0 : entry.value().length);
    }
}
