package io.roundtable.http.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundtable.contract.Partitions;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.FormerLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenReaderTest {

    private static final LogLayout LAYOUT = new LogLayout("now", new Partitions(4));

    private static final List<FormerLog> FORMERS = List.of(
            new FormerLog("restored", false, List.of(10L, 0L, 7L)),
            new FormerLog("renumbered", true, List.of(10L, 5L, 7L, 9L, 1L, 1L, 1L, 1L)));

    private final AtomicInteger asked = new AtomicInteger();
    private final TokenReader reader = new TokenReader(LAYOUT, this::ask, Runnable::run);

    private List<FormerLog> ask() {
        asked.incrementAndGet();
        return FORMERS;
    }

    @Test
    void shouldReadATokenOfARestoredLogAsOneOfThisLog() {
        assertThat(reader.read("restored:0:10,2:3")).isEqualTo(new ConsistencyToken("now", Map.of(0, 10L, 2, 3L)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "restored:0:11 TOKEN_GONE",
                "restored:1:1 TOKEN_GONE",
                "restored:3:1 TOKEN_GONE",
                "renumbered:0:1 TOKEN_GONE",
                "renumbered:7:1 TOKEN_GONE",
                "restored:4:1 TOKEN_UNKNOWN",
                "restored: TOKEN_UNKNOWN",
                "another:0:1 TOKEN_UNKNOWN",
                "now:4:1 TOKEN_UNKNOWN",
                "nonsense TOKEN_UNKNOWN"
            })
    void shouldRefuseATokenOfWhatIsNotHere(String token, ProblemCode code) {
        assertThat(catchThrowableOfType(ProblemException.class, () -> reader.read(token))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void shouldNotAskForWhatItKnowsNorForEachTokenThatIsMadeUp() {
        // When
        for (int i = 0; i < 100; i++) {
            String madeUp = "another" + i + ":0:1";
            assertThat(catchThrowableOfType(ProblemException.class, () -> reader.read(madeUp)))
                    .isNotNull();
            assertThat(reader.read("now:0:1").sequences()).hasSize(1);
        }

        // Then
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldLeaveAskingToOthersAndSayWhatItDoesNotKnowYet() {
        // Given
        asked.set(0);
        var left = new ArrayList<Runnable>();
        var waiting = new TokenReader(LAYOUT, this::ask, left::add);

        // When
        var early = catchThrowableOfType(ProblemException.class, () -> waiting.read("restored:0:10"));

        // Then
        assertThat(early.code()).isEqualTo(ProblemCode.DATABASE_UNAVAILABLE);
        assertThat(waiting.read("now:0:1").sequences()).hasSize(1);
        assertThat(left).hasSize(1);
        assertThat(asked).hasValue(0);

        // When
        left.getFirst().run();

        // Then
        assertThat(waiting.read("restored:0:10").sequences()).hasSize(1);
    }

    @Test
    void shouldNotKnowMoreNorAskAgainAtOnceWhereTheDatabaseFails() {
        // Given
        asked.set(0);
        var failing = new TokenReader(
                LAYOUT,
                () -> {
                    asked.incrementAndGet();
                    throw new DataAccessException("down");
                },
                Runnable::run);

        // When
        for (int i = 0; i < 100; i++) {
            assertThat(catchThrowableOfType(ProblemException.class, () -> failing.read("restored:0:10"))
                            .code())
                    .isEqualTo(ProblemCode.DATABASE_UNAVAILABLE);
        }

        // Then
        assertThat(asked).hasValue(1);
    }
}
