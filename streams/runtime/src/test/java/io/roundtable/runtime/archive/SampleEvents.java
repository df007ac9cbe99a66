package io.roundtable.runtime.archive;

import io.roundtable.contract.Partitions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Events of an archive, as small as they can be. */
final class SampleEvents {

    static final int PARTITIONS = 4;
    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");

    private SampleEvents() {}

    static LoggedEvent of(String workspace, long sequence, byte @Nullable [] value) {
        var headers = new RecordHeaders();
        put(headers, "ce_specversion", "1.0");
        put(headers, "content-type", "application/json");
        put(headers, "ce_id", "cmd_0123456789-" + sequence);
        put(headers, "ce_time", BEGIN.plusMillis(sequence).toString());
        put(headers, "ce_subject", "ünïcödé \"quoted\"\n\\");
        put(headers, "ce_partitionkey", workspace);
        put(headers, "ce_sequence", String.format(Locale.ROOT, "%019d", sequence));
        return new LoggedEvent(headers, value, BEGIN.toEpochMilli() + sequence);
    }

    /** A webhook for events has come as far as the event before. */
    static LoggedEvent delivered(String workspace, long sequence) {
        var event = of(workspace, sequence);
        put((RecordHeaders) event.headers(), "ce_type", "io.roundtable.subscription.events_delivered.v1");
        return event;
    }

    static LoggedEvent of(String workspace, long sequence) {
        return of(workspace, sequence, ("{\"n\":" + sequence + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A workspace that lives in a partition. */
    static String workspaceIn(int partition) {
        for (int i = 0; ; i++) {
            String id = "ws_%010d".formatted(i);
            if (new Partitions(PARTITIONS).of(id.getBytes(StandardCharsets.UTF_8)) == partition) {
                return id;
            }
        }
    }
}
