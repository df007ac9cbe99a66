package io.roundtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @TempDir
    Path dir;

    @Test
    void shouldGoOnWhereItWasWhenStartedAgainOnTheSameDirectory() throws Exception {
        // Given
        var options = new KafkaOptions(dir, 0);
        String clusterId;
        try (var kafka = EmbeddedKafka.start(options);
                var log = new TopicProbe(kafka.bootstrapServers())) {
            clusterId = log.clusterId();
            log.create("kept");
            log.append("kept", "before");
        }

        // When
        try (var kafka = EmbeddedKafka.start(options);
                var log = new TopicProbe(kafka.bootstrapServers())) {
            log.append("kept", "after");

            // Then
            assertThat(log.read("kept", 2)).containsExactly("before", "after");
            assertThat(log.clusterId()).isEqualTo(clusterId);
        }
    }

    @Test
    void shouldRejectWhenThePortIsTakenBeforeAnythingIsCreated() throws Exception {
        // Given
        try (var other = new ServerSocket(0)) {
            var options = new KafkaOptions(dir.resolve("kafka"), other.getLocalPort());

            // When / Then
            assertThatThrownBy(() -> EmbeddedKafka.start(options))
                    .isInstanceOfSatisfying(
                            PortTakenException.class, e -> assertThat(e.port()).isEqualTo(other.getLocalPort()));
            assertThat(Files.exists(options.dataDir())).isFalse();
        }
    }

    @Test
    void shouldRejectWhenAnotherBrokerRunsOnTheDirectory() {
        // Given
        var options = new KafkaOptions(dir, 0);
        try (var running = EmbeddedKafka.start(options)) {

            // When / Then
            assertThatThrownBy(() -> EmbeddedKafka.start(options))
                    .isInstanceOf(DirectoryInUseException.class)
                    .hasMessageContaining(dir.toString());
            assertThat(running.bootstrapServers()).isNotEmpty();
        }
    }

    @Test
    void shouldRunTwoBrokersSideBySide() throws Exception {
        // Given
        try (var left = EmbeddedKafka.start(new KafkaOptions(dir.resolve("left"), 0));
                var right = EmbeddedKafka.start(new KafkaOptions(dir.resolve("right"), 0));
                var leftLog = new TopicProbe(left.bootstrapServers());
                var rightLog = new TopicProbe(right.bootstrapServers())) {
            leftLog.create("topic");
            rightLog.create("topic");

            // When
            leftLog.append("topic", "left");
            rightLog.append("topic", "right");

            // Then
            assertThat(leftLog.read("topic", 1)).containsExactly("left");
            assertThat(rightLog.read("topic", 1)).containsExactly("right");
        }
    }
}
