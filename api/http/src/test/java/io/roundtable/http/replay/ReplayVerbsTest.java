package io.roundtable.http.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundtable.contract.UserId;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.Wish;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any database is asked: there is none here. */
final class ReplayVerbsTest {

    private static final UserId OPERATOR = new UserId("usr_0123456789ab");

    private final Database nowhere = Database.open(DatabaseSettings.of("jdbc:postgresql://127.0.0.1:1/none", "", ""));
    private final ReplayVerbs verbs = new ReplayVerbs(nowhere, Clock.systemUTC());

    @AfterEach
    void close() {
        nowhere.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "rb_short", "rb_0123456789A", "ws_0123456789abc"})
    void shouldKnowNoRebuildOfWhatIsNoId(String id) {
        // When
        var found = catchThrowableOfType(ProblemException.class, () -> verbs.find(id));
        var wished = catchThrowableOfType(ProblemException.class, () -> verbs.wish(id, Wish.CANCEL));
        var rolledBack = catchThrowableOfType(ProblemException.class, () -> verbs.rollback(id));

        // Then
        assertThat(found.code()).isEqualTo(ProblemCode.REBUILD_NOT_FOUND);
        assertThat(wished.code()).isEqualTo(ProblemCode.REBUILD_NOT_FOUND);
        assertThat(rolledBack.code()).isEqualTo(ProblemCode.REBUILD_NOT_FOUND);
    }

    @Test
    void shouldRefuseToVerifyWhatIsNeverCompared() {
        // Then
        assertThatThrownBy(() -> verbs.begin(Kind.VERIFY, new RebuildGiven("outcomes", null), OPERATOR))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("projection")
                .hasMessageContaining("can't be verified");
    }
}
