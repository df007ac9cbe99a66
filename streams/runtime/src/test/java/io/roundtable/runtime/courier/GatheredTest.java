package io.roundtable.runtime.courier;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.subscription.Span;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.runtime.courier.EventSource.Entry;
import io.roundtable.runtime.courier.EventSource.Part;
import io.roundtable.runtime.courier.EventSource.Wanted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class GatheredTest {

    private static final WorkspaceId LAB = new WorkspaceId("ws_0123456789");
    private static final WorkspaceId OTHER = new WorkspaceId("ws_abcdefghij");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final String SENT = "io.roundtable.message.sent.v1";
    private static final String LEASED = "io.roundtable.message.leased.v1";
    private static final Wanted WANTED = new Wanted(LAB, SENT::equals);

    private static ConsumerRecord<byte[], byte[]> event(WorkspaceId of, String type, long sequence) {
        return event(of, type, sequence, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> event(WorkspaceId of, String type, long sequence, byte[] value) {
        var headers = new RecordHeaders();
        CloudEventHeaders.of(headers)
                .put(CloudEventHeaders.TYPE, type)
                .put(CloudEventHeaders.SEQUENCE, "%019d".formatted(sequence));
        return new ConsumerRecord<>(
                "roundtable.events",
                0,
                sequence,
                NOON.plusSeconds(sequence).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                2,
                of.value().getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.empty());
    }

    private static Gathered over(Span span, long end) {
        return new Gathered(new Part(0, span, end), WANTED);
    }

    @Test
    void shouldTakeWhatIsWantedOfOneWorkspaceUpToTheLastThatIs() {
        // Given
        var gathered = over(new Span(2, NOON, 6L, null), 100);

        // When
        boolean goesOn = gathered.take(event(LAB, SENT, 2))
                && gathered.take(event(LAB, SENT, 3))
                && gathered.take(event(OTHER, SENT, 4))
                && gathered.take(event(LAB, LEASED, 5));
        boolean atTheEnd = gathered.take(event(LAB, SENT, 6));

        // Then
        assertThat(goesOn).isTrue();
        assertThat(atTheEnd).isFalse();
        assertThat(gathered.found().events()).extracting(Entry::sequence).containsExactly(3L, 6L);
        assertThat(gathered.found().finished()).isTrue();
        assertThat(gathered.found().through()).isEqualTo(6);
    }

    @Test
    void shouldTakeNoMoreThanOneReadingMayAndSayThatThereIsMore() {
        // Given
        var gathered = over(new Span(0, NOON, 500L, null), 1_000);

        // When
        long sequence = 1;
        while (gathered.take(event(LAB, SENT, sequence))) {
            sequence++;
        }

        // Then
        assertThat(gathered.found().events()).hasSize(EventSource.MOST);
        assertThat(gathered.found().finished()).isFalse();
        assertThat(gathered.found().through()).isEqualTo(EventSource.MOST);
    }

    @Test
    void shouldTakeNoFurtherEventOnceThereAreEnoughBytes() {
        // Given
        var gathered = over(new Span(0, NOON, 500L, null), 1_000);
        byte[] half = new byte[(int) EventSource.ENOUGH / 2];

        // When
        boolean goesOn = gathered.take(event(LAB, SENT, 1, half));
        boolean atTheSecond = gathered.take(event(LAB, SENT, 2, half));

        // Then
        assertThat(goesOn).isTrue();
        assertThat(atTheSecond).isFalse();
        assertThat(gathered.found().events()).hasSize(2);
        assertThat(gathered.found().bytes())
                .as("both, and one of them as a body")
                .isGreaterThan(3L * half.length)
                .isLessThan(EventSource.MOST_BYTES);
    }

    @Test
    void shouldEndAReplayWithItsLastTimeAndBeforeItsOwnOrder() {
        var byTime = over(new Span(0, NOON.plusSeconds(2), null, NOON.plusSeconds(3)), 100);
        var byOrder = over(new Span(0, NOON, null, NOON.plusSeconds(1_000)), 3);
        for (long sequence = 1; sequence <= 4; sequence++) {
            if (!byTime.found().finished()) {
                var _ = byTime.take(event(LAB, SENT, sequence));
            }
            if (!byOrder.found().finished()) {
                var _ = byOrder.take(event(LAB, SENT, sequence));
            }
        }

        assertThat(byTime.found().events()).extracting(Entry::sequence).containsExactly(2L, 3L);
        assertThat(byTime.found().finished()).isTrue();
        assertThat(byOrder.found().events()).extracting(Entry::sequence).containsExactly(1L, 2L);
        assertThat(byOrder.found().finished()).isTrue();
    }

    @Test
    void shouldEndAPartThatLiesBehindItsOwnOrder() {
        // Given
        var gathered = over(new Span(4_999_999, NOON, 5_000_000L, null), 3);

        // When
        boolean goesOn = gathered.take(event(LAB, SENT, 1)) && gathered.take(event(LAB, SENT, 2));
        boolean atTheOrder = gathered.take(event(LAB, SENT, 3));

        // Then
        assertThat(goesOn).isTrue();
        assertThat(atTheOrder).isFalse();
        assertThat(gathered.found().finished()).isTrue();
        assertThat(gathered.found().events()).isEmpty();
    }
}
