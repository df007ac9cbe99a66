package io.roundtable.contract.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsumerSettingsTest {

    @Test
    void shouldAddOnlyWhatReadingEveryEventOnceNeeds() {
        // Given
        var given = Map.of("bootstrap.servers", "kafka:9092", "group.id", "billing", "max.poll.records", 7);

        // When
        var settings = ConsumerSettings.of(given);

        // Then
        assertThat(settings)
                .containsAllEntriesOf(given)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("allow.auto.create.topics", "false")
                .containsEntry("key.deserializer", ByteArrayDeserializer.class.getName())
                .containsEntry("value.deserializer", ByteArrayDeserializer.class.getName())
                .hasSize(9);
    }

    @ParameterizedTest
    @CsvSource({
        "isolation.level, read_uncommitted",
        "auto.offset.reset, latest",
        "auto.offset.reset, earliest",
        "enable.auto.commit, true",
        "allow.auto.create.topics, true",
        "value.deserializer, org.apache.kafka.common.serialization.StringDeserializer"
    })
    void shouldRefuseWhatContradictsIt(String name, String value) {
        assertThatThrownBy(() -> ConsumerSettings.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value);
    }

    @Test
    void shouldReadASettingHoweverItIsWritten() {
        assertThat(ConsumerSettings.of(Map.of(
                        "isolation.level",
                        "READ_COMMITTED",
                        "enable.auto.commit",
                        false,
                        "key.deserializer",
                        ByteArrayDeserializer.class)))
                .hasSize(6);
        assertThatThrownBy(() -> ConsumerSettings.of(Map.of("key.deserializer", StringDeserializer.class)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
