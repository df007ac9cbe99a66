package io.roundtable.persistence.version;

import static io.roundtable.persistence.version.TwoVersions.EVENTS;
import static io.roundtable.persistence.version.TwoVersions.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.When;
import io.roundtable.persistence.version.Version.State;
import java.time.Duration;
import java.util.List;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FreezingTest {

    private final TwoVersions both = new TwoVersions();

    @AfterEach
    void close() {
        both.close();
    }

    @Test
    void shouldFreezeWithoutTheTablesOfOthersAndMakeIndexesOfTheRestAgain() {
        // Given
        both.finish();

        // When
        both.versions.freeze(both.shadow, EVENTS, NOW);

        // Then
        assertThat(both.versions.isFrozen(both.shadow)).isTrue();
        assertThat(isThere("command_outcome")).isFalse();

        // When
        both.versions.freeze(both.shadow, EVENTS, NOW);
        both.finish();

        // Then
        assertThat(isThere("message")).isTrue();
    }

    @Test
    void shouldFreezeNothingWhereItCanNotFreezeAll() throws Exception {
        // Given
        both.finish();
        try (var connection = both.database.unpooled().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table " + both.shadow + ".poison_record");
            var hurried = new DatabaseSettings(both.settings.url(), "", "", 1, Duration.ofMillis(300));
            try (var database = Database.open(hurried)) {

                // When
                assertThatThrownBy(() -> new Versions(database).freeze(both.shadow, EVENTS, NOW))
                        .isInstanceOf(DataAccessException.class);
            }
        }

        // Then
        assertThat(both.versions.isFrozen(both.shadow)).isFalse();
        assertThat(isThere("command_outcome")).isTrue();
    }

    @Test
    void shouldLeaveOutAgainWhatIsNotedAlready() {
        // Given
        both.database.control().execute("create index message_created on " + both.shadow + ".message (message_id)");
        both.indexes.leaveOut(both.shadow, EVENTS);
        both.database.control().execute("create index message_created on " + both.shadow + ".message (message_id)");

        // When
        both.indexes.leaveOut(both.shadow, EVENTS);

        // Then
        assertThat(both.indexNames(both.shadow)).doesNotContain("message_created");
    }

    @Test
    void shouldLetOnlyOutdatedVersionsDifferUnlessSomebodySaysAnyway() {
        // Given
        var current = new Version(
                Projection.EVENTS, TwoVersions.LIVE, Projection.EVENTS.definition(), State.ACTIVE, NOW, null);
        var outdated = new Version(
                Projection.POISON, TwoVersions.LIVE, Projection.POISON.definition() - 1, State.ACTIVE, NOW, null);

        // Then
        assertThat(plan(Kind.REBUILD, When.AUTO).mayDifferFrom(current)).isFalse();
        assertThat(plan(Kind.REBUILD, When.AUTO).mayDifferFrom(outdated)).isTrue();
        assertThat(plan(Kind.REBUILD, When.ANYWAY).mayDifferFrom(current)).isTrue();
        assertThat(plan(Kind.VERIFY, When.ANYWAY).mayDifferFrom(outdated)).isFalse();
    }

    private static Plan plan(Kind kind, When switching) {
        return new Plan(kind, EVENTS, switching, List.of(), null, "us_operator", NOW);
    }

    private boolean isThere(String table) {
        return both.database
                .control()
                .fetchSingle("select to_regclass(?) is not null", both.shadow + "." + table)
                .get(0, Boolean.class);
    }
}
