package io.roundtable.runtime.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.wire.RecordCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

final class EnginePropertiesTest {

    private static StreamsConfig config(Duration commitInterval, Map<String, String> client) {
        return config(
                new EngineSettings.Tuning(2, commitInterval, Duration.ofHours(24), Duration.ofSeconds(1)), client);
    }

    private static StreamsConfig config(EngineSettings.Tuning tuning, Map<String, String> client) {
        var settings = new EngineSettings(
                new KafkaAccess("broker:9092", client), "one", Path.of("stores"), RecordCodec.DEFAULT_SCHEMAS, tuning);
        return new StreamsConfig(EngineProperties.of(settings, 3));
    }

    @Test
    void shouldGiveTheOperatorsSettingsToEveryClientButNotAgainstAPromise() {
        // When
        var config = config(
                Duration.ofMillis(5), Map.of("security.protocol", "SASL_SSL", "processing.guarantee", "at_least_once"));

        // Then
        assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(config.getInt("replication.factor")).isEqualTo(3);
        assertThat(config.getProducerConfigs("p"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("retry.backoff.ms", 5);
        assertThat(config.getMainConsumerConfigs("g", "c", 0))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("group.instance.id", "engine-one-0");
        assertThat(config.getRestoreConsumerConfigs("c")).containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void shouldCompressWithWhatTheOperatorNames() {
        // When
        var named = config(Duration.ofMillis(5), Map.of("compression.type", "zstd", "compression.zstd.level", "1"));
        var unnamed = config(Duration.ofMillis(5), Map.of());

        // Then
        assertThat(unnamed.getProducerConfigs("p")).containsEntry("compression.type", "lz4");
        assertThat(named.getProducerConfigs("p"))
                .containsEntry("compression.type", "zstd")
                .containsEntry("compression.zstd.level", "1");
    }

    @Test
    void shouldLookForWhatIsDueAsOftenAsItIsToBe() {
        assertThat(poll(Duration.ofMillis(20))).isEqualTo(20);
        assertThat(poll(Duration.ofSeconds(1))).isEqualTo(100);
    }

    private static long poll(Duration timerInterval) {
        var tuning = new EngineSettings.Tuning(2, Duration.ofMillis(5), Duration.ofHours(24), timerInterval);
        return config(tuning, Map.of()).getLong("poll.ms");
    }
}
