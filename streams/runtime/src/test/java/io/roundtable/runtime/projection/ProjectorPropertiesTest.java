package io.roundtable.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.KafkaAccess;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

final class ProjectorPropertiesTest {

    @Test
    void shouldReadOnlyWhatIsCommittedAndFromNowhereButItsCheckpointsWhateverTheOperatorSets() {
        // Given
        var client = Map.of("security.protocol", "SSL", "isolation.level", "read_uncommitted");
        var settings = new ProjectorSettings(
                new KafkaAccess("broker:9092", client), "one", Path.of("dir"), ProjectorSettings.Tuning.DEFAULT);

        // When
        var config = new StreamsConfig(ProjectorProperties.of(settings, Projector.APPLICATION_ID))
                .getMainConsumerConfigs("g", "c", 0);

        // Then
        assertThat(config)
                .containsEntry("security.protocol", "SSL")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("group.instance.id", "projector-one-0");
    }
}
