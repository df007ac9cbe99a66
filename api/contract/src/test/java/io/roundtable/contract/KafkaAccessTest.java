package io.roundtable.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class KafkaAccessTest {

    private final KafkaAccess access = new KafkaAccess(
            "broker:9092", Map.of("security.protocol", "SASL_SSL", "acks", "1", "sasl.jaas.config", "pw"));

    @Test
    void shouldPassOnWhatTheOperatorSetButNeverAgainstAPromise() {
        // When
        var settings = access.with(Map.of("acks", "all"));

        // Then
        assertThat(settings)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("acks", "all")
                .containsEntry("bootstrap.servers", "broker:9092");
    }

    @Test
    void shouldCompressWhatIsProducedUnlessTheOperatorNamesSomethingElse() {
        // Given
        var other = new KafkaAccess("broker:9092", Map.of("compression.type", "none"));

        // Then
        assertThat(access.producing(Map.of("acks", "all")))
                .containsEntry("compression.type", "lz4")
                .containsEntry("acks", "all")
                .containsEntry("bootstrap.servers", "broker:9092");
        assertThat(other.producing(Map.of())).containsEntry("compression.type", "none");
        assertThat(access.with(Map.of())).doesNotContainKey("compression.type");
    }

    @Test
    void shouldKeepSecretsOutOfLogs() {
        assertThat(access.toString())
                .contains("broker:9092", "sasl.jaas.config")
                .doesNotContain("pw");
    }
}
