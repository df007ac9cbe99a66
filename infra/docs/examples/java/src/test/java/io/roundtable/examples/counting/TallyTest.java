package io.roundtable.examples.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.Position;
import io.roundtable.contract.consumer.LogEntry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class TallyTest {

    private static final Position FIRST = new Position("0123456789012345678901", 0, 1);
    private static final ConsumerRecord<byte[], byte[]> RECORD =
            new ConsumerRecord<>("roundtable.events", 0, 0, new byte[0], new byte[0]);

    @Test
    void shouldPassOverATypeThatIsNewerThanTheLibrary() {
        // When
        var tally = Tally.of(List.of(new LogEntry.Unknown(FIRST, "io.roundtable.message.whispered.v1", "new", RECORD)));

        // Then
        assertThat(tally.messages()).isEmpty();
        assertThat(tally.stretches()).singleElement().satisfies(stretch -> assertThat(stretch.last())
                .isEqualTo(FIRST));
    }

    @Test
    void shouldStopAtAMessageThatItCannotRead() {
        // Given
        var newer = new LogEntry.Unreadable(FIRST, "io.roundtable.message.sent.v1", "no such priority", RECORD);

        // Then
        assertThatThrownBy(() -> Tally.of(List.of(newer)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("newer library")
                .hasMessageContaining("no such priority");
    }
}
