package io.roundtable.http.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import org.junit.jupiter.api.Test;

final class PlacesTest {

    private static final WorkspaceId LAB = new WorkspaceId("ws_0123456789");
    private static final WorkspaceId OTHER = new WorkspaceId("ws_abcdefghij");

    private final Places places = new Places(2, 3);

    private ProblemException refusalOf(WorkspaceId workspace) {
        return catchThrowableOfType(ProblemException.class, () -> places.take(workspace));
    }

    @Test
    void shouldSendAWorkspaceAwayForAWhileThatHasTakenAllOfItsPlaces() {
        // Given
        places.take(LAB);
        places.take(LAB);

        // When
        var refusal = refusalOf(LAB);

        // Then
        assertThat(refusal.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
        assertThat(refusal.headers())
                .containsEntry("Retry-After", "5")
                .containsEntry("RateLimit-Policy", "\"streams\";q=2")
                .containsKey("RateLimit");
        assertThatCode(() -> places.take(OTHER)).doesNotThrowAnyException();
    }

    @Test
    void shouldSendEverybodyAwayForAWhileWhereTheNodeHasNoMore() {
        // Given
        places.take(LAB);
        places.take(LAB);
        places.take(OTHER);

        // When
        var refusal = refusalOf(OTHER);

        // Then
        assertThat(refusal.code()).isEqualTo(ProblemCode.OVERLOADED);
        assertThat(refusal.headers()).containsEntry("Retry-After", "5");
    }

    @Test
    void shouldGiveAPlaceBackOnce() {
        // Given
        Runnable leaving = places.take(LAB);
        places.take(LAB);

        // When
        leaving.run();
        leaving.run();

        // Then
        assertThatCode(() -> places.take(LAB)).doesNotThrowAnyException();
        assertThat(refusalOf(LAB).code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
    }

    @Test
    void shouldTakeNoPlaceWhereItRefuses() {
        // Given
        Runnable leaving = places.take(OTHER);
        places.take(LAB);
        places.take(LAB);
        refusalOf(LAB);
        refusalOf(OTHER);

        // When
        leaving.run();

        // Then
        assertThatCode(() -> places.take(OTHER)).doesNotThrowAnyException();
    }
}
