package io.roundtable.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Version;
import io.roundtable.persistence.version.Version.State;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.projection.Projector.TopicIds;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With brokers that nobody reaches, so that no projector is ever at work. */
final class ProjectorsTest {

    private static final TopicIds IDS = new TopicIds("e", "r", "d");

    @TempDir
    Path directory;

    private static Version version(String schema, Projection projection, State state) {
        return new Version(projection, schema, projection.definition(), state, Instant.EPOCH, null);
    }

    private List<RoleStatus> statusOf(Version... versions) {
        var settings = new ProjectorSettings(
                KafkaAccess.of("localhost:1"), "one", directory, ProjectorSettings.Tuning.DEFAULT);
        var source = new Projectors.Source(() -> List.of(versions), _ -> DSL.using(SQLDialect.POSTGRES));
        try (var projectors = Projectors.start(settings, IDS, source, new SimpleMeterRegistry(), Clock.systemUTC())) {
            return projectors.status();
        }
    }

    @Test
    void shouldBeUnreadyForWhatIsReadAloneAndSayWhatIsWrongWithTheRest() {
        // When
        var status = statusOf(
                version("projection_1", Projection.EVENTS, State.ACTIVE),
                version("projection_2", Projection.EVENTS, State.STANDBY));

        // Then
        assertThat(status).hasSize(2);
        assertThat(status.getFirst().part()).isEqualTo("projection_1 streams");
        assertThat(status.getFirst().ready()).isFalse();
        assertThat(status.getLast().part()).isEqualTo("projection_2 streams");
        assertThat(status.getLast().ready()).isTrue();
        assertThat(status.getLast().detail()).contains("doesn't work now");
        assertThat(status.getLast().action()).isNotNull();
    }
}
