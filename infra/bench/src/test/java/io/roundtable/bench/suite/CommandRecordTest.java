package io.roundtable.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class CommandRecordTest {

    private static CommandRecord record(String value) {
        var headers = new RecordHeaders();
        headers.add("ce_id", bytes("cmd_0abcdefghijklmnopqrstuvwxy"));
        headers.add("ce_type", bytes("io.roundtable.message.send.v1"));
        return new CommandRecord(new ConsumerRecord<>(
                "roundtable.commands",
                3,
                0,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                bytes("ws_1"),
                bytes(value),
                headers,
                Optional.empty()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldBeTheSameCommandUnderOtherIds() {
        // Given
        var record = record("{\"text\":\"ü\",\"message_id\":\"msg_0abcdefghijklmnopqrstuvwxy\",\"x\":1}");

        // When
        var again = record.numbered(42);

        // Then
        assertThat(new String(again.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"text\":\"ü\",\"message_id\":\"msg_bench000000000000000000042\",\"x\":1}");
        assertThat(again.partition()).isEqualTo(3);
        assertThat(again.key()).isEqualTo(bytes("ws_1"));
        assertThat(again.headers().headers("ce_id"))
                .singleElement()
                .satisfies(header ->
                        assertThat(CommandRecord.number(header.value())).isEqualTo(42));
        assertThat(again.headers().headers("ce_type")).hasSize(1);
    }

    @Test
    void shouldNotTakeACommandOfSomebodyElseForItsOwn() {
        assertThat(CommandRecord.number(bytes("cmd_0abcdefghijklmnopqrstuvwxy")))
                .isEqualTo(-1);
    }

    @Test
    void shouldRefuseWhatIsNoMessage() {
        assertThatThrownBy(() -> record("{\"workspace_id\":\"ws_1\"}")).isInstanceOf(IllegalArgumentException.class);
    }
}
