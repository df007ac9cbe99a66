package io.roundtable.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.Phase;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.Progress;
import io.roundtable.persistence.version.Rebuild.State;
import io.roundtable.persistence.version.Rebuild.Status;
import io.roundtable.persistence.version.Rebuild.When;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AttemptsTest {

    private final Attempts attempts = new Attempts();

    private static Rebuild at(String id, Phase phase, long done) {
        var plan = new Plan(
                Kind.REBUILD, Set.of(Projection.EVENTS), When.AUTO, List.of(), null, "us_operator", Instant.EPOCH);
        var progress = new Progress(done, 1_000_000, 0, null);
        return new Rebuild(
                id,
                "projection_2",
                plan,
                new Status(State.RUNNING, phase, null, null, null, null, progress, null, null));
    }

    private void begin(int times, Rebuild rebuild) {
        for (int i = 0; i < times; i++) {
            attempts.begin(rebuild);
        }
    }

    @Test
    void shouldBeOverAfterAsManyAsThereMayBe() {
        // Given
        begin(Attempts.MOST - 1, at("rb_1", Phase.FILLING, 5));
        assertThat(attempts.areOver()).isFalse();

        // When
        attempts.begin(at("rb_1", Phase.FILLING, 5));

        // Then
        assertThat(attempts.areOver()).isTrue();
    }

    @Test
    void shouldBeginAnewWhereItHasComeFurther() {
        // Given
        begin(Attempts.MOST - 1, at("rb_1", Phase.FILLING, 5));

        // When
        attempts.begin(at("rb_1", Phase.FILLING, 6));

        // Then
        assertThat(attempts.areOver()).isFalse();
    }

    @Test
    void shouldBeOverWhereItOnlyGoesToAndFro() {
        // When
        for (int i = 0; i < Attempts.MOST; i++) {
            attempts.begin(at("rb_1", i % 2 == 0 ? Phase.FILLING : Phase.INDEXING, i % 2));
        }
        begin(2, at("rb_1", Phase.FILLING, 0));

        // Then
        assertThat(attempts.areOver()).isTrue();
    }

    @Test
    void shouldBeginAnewWithAnother() {
        // Given
        begin(Attempts.MOST, at("rb_1", Phase.FILLING, 5));

        // When
        attempts.begin(at("rb_2", Phase.FILLING, 5));

        // Then
        assertThat(attempts.areOver()).isFalse();
    }
}
