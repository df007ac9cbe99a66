package io.roundtable.http.log;

import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** One partition of events, read as often as is wanted; offsets have the gaps that transactions leave. */
public final class RecordedEvents {

    public static final LogLayout LAYOUT = new LogLayout("4cXGvuMCTLOtVyw1GYpVUQ", new Partitions(1));

    private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS, 0);

    /** Of one poll. */
    private static final int AT_ONCE = 20;

    private final List<LoggedEvent> events = new ArrayList<>();
    private long end;
    private long position;
    private int read;

    /** Appends one behind a gap. */
    public LoggedEvent append(WorkspaceId workspace, String type, String value, int gap) {
        long offset = end + gap;
        long sequence = events.size() + 1L;
        var headers = new RecordHeaders();
        headers.add("ce_specversion", utf8("1.0"));
        headers.add("ce_type", utf8(type));
        headers.add("ce_subject", utf8("msg_" + sequence));
        headers.add("ce_sequence", utf8(String.format(Locale.ROOT, "%019d", sequence)));
        var entry = new ConsumerRecord<>(
                Topics.EVENTS,
                0,
                offset,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                utf8(workspace.value()),
                utf8(value),
                headers,
                java.util.Optional.empty());
        var event = new LoggedEvent(sequence, entry);
        events.add(event);
        end = offset + 1;
        return event;
    }

    public List<LoggedEvent> all() {
        return List.copyOf(events);
    }

    /** Records that were read so far. */
    public int read() {
        return read;
    }

    public EventReaders readers() {
        return new EventReaders(() -> new EventReader(consumer()));
    }

    public static EventPlaces places() {
        return new EventPlaces(LAYOUT);
    }

    @SuppressWarnings("unchecked")
    private Consumer<byte[], byte[]> consumer() {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "assign", "close" -> null;
                    case "seek" -> {
                        position = (long) arguments[1];
                        yield null;
                    }
                    case "position" -> position;
                    case "endOffsets" -> Map.of(EVENTS, end);
                    case "poll" -> poll((Duration) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        var found = events.stream()
                .map(LoggedEvent::entry)
                .filter(entry -> entry.offset() >= position)
                .limit(patience.isNegative() ? 0 : AT_ONCE)
                .toList();
        read += found.size();
        position = found.isEmpty() ? end : found.getLast().offset() + 1;
        return new ConsumerRecords<>(Map.of(EVENTS, found), Map.of());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
