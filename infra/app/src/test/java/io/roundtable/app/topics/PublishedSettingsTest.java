package io.roundtable.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.RecordSchemas;
import io.roundtable.testkit.talk.Yaml;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Readers are told of topics what {@code topics apply} makes of them. */
final class PublishedSettingsTest {

    @Test
    void shouldSayOfEveryTopicWhatItIsSetTo() {
        // Given
        JsonNode channels = Yaml.read(RecordSchemas.asyncApi()).path("channels");

        // Then
        assertThat(channels).hasSize(Topics.ALL.size()).allSatisfy(channel -> {
            JsonNode kafka = channel.at("/bindings/kafka");
            var told = told(kafka.path("topicConfiguration"));
            var made = TopicSettings.of(
                    channel.path("address").asText(), kafka.path("replicas").asInt(), false);
            assertThat(made).containsAllEntriesOf(told).containsKeys("retention.ms", "max.message.bytes");
            assertThat(kafka.path("partitions").asInt()).isEqualTo(Topics.DEFAULT_PARTITIONS);
        });
    }

    private static Map<String, String> told(JsonNode configuration) {
        var settings = new TreeMap<String, String>();
        configuration
                .properties()
                .forEach(setting -> settings.put(
                        setting.getKey(),
                        setting.getValue().isArray()
                                ? setting.getValue().path(0).asText()
                                : setting.getValue().asText()));
        return settings;
    }
}
