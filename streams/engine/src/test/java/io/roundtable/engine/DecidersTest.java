package io.roundtable.engine;

import static io.roundtable.engine.Names.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.roundtable.contract.Event;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.workspace.Role;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DecidersTest {

    private final Deciders deciders = new Deciders();

    /** The records of a sealed family. */
    static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(DecidersTest::kinds)
                : Stream.of(type);
    }

    @Test
    void shouldHaveASampleOfEveryEvent() {
        assertThat(Samples.EVENTS.stream()
                        .map(Object::getClass)
                        .map(Class::getName)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        kinds(Event.class).map(Class::getName).toList());
    }

    @Test
    void shouldApplyEveryEventAndChangeSomething() {
        var rows = new MapRows();
        for (Event event : Samples.EVENTS) {
            var before = new TreeMap<>(rows.rows());
            deciders.evolve(rows, event, NOON, 1);
            assertThat(rows.rows()).as("rows after " + event).isNotEqualTo(before);
        }
    }

    @Test
    void shouldStopAtAnEventThatCannotHaveHappened() {
        assertThatIllegalStateException()
                .isThrownBy(() -> deciders.evolve(new MapRows(), labArchived(), NOON, 1))
                .withMessageContaining("w/" + LAB);
    }

    @Test
    void shouldLeaveNothingBehindOfSandboxesThatAreGone() {
        var scene = Scene.given(labCreated(), member(EDDA, Role.EDITOR));
        var before = new TreeMap<>(scene.rows().rows());

        scene.and(created(ALICE), created(BOB))
                .and(new SandboxHealthReported(LAB, ALICE, Health.HEALTHY, NOON, null))
                .and(new SandboxHealthReported(LAB, ALICE, Health.UNHEALTHY, NOON, null))
                .and(new SandboxHealthReported(LAB, BOB, Health.DEGRADED, NOON, "x"))
                .and(new SandboxDeleted(LAB, ALICE), new SandboxDeleted(LAB, BOB));

        assertThat(scene.rows().rows()).isEqualTo(before);
    }

    @Test
    void shouldKeepNoContentInAnyRow() {
        var components = kinds(Row.class)
                .flatMap(row -> Arrays.stream(row.getRecordComponents()))
                .map(RecordComponent::getType);

        assertThat(components).doesNotContain(RawJson.class, Utterance.class);
    }
}
