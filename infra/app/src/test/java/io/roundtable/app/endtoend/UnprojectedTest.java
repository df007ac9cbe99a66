package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.talk.Ask;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nothing fills the tables: what is decided is decided all the same. */
@WithTestStack
final class UnprojectedTest {
    @Test
    void shouldAnswerAnAcceptedWriteAsAccepted(@Isolated TestStack stack) {
        try (var installation = Installation.on(stack)) {
            // Given
            var olga = Person.registersAt(installation.nodeWithoutProjector(), "Olga");
            var room = olga.opens("lab");
            // the door knows of the workspace once the tail of the events has come to it
            var first = Awaitility.await().until(() -> renaming(room).answer(), answer -> answer.status() == 202);
            long start = System.nanoTime();

            // When
            var changed = renaming(room).with("If-Match", first.etag()).answer();

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("no longer than was asked for, and a moment")
                    .isLessThan(Duration.ofSeconds(4));
            assertThat(changed.status()).as(changed.toString()).isEqualTo(202);
            assertThat(changed.get("status")).isEqualTo("accepted");
            assertThat(changed.get("resource_id")).isEqualTo(room.id());
            assertThat(changed.token()).isNotBlank();
            assertThat(changed.etag()).as("the same name again changes nothing").isEqualTo("\"2\"");
            assertThat(changed.mustHave("Preference-Applied")).isEqualTo("wait=1");
            assertThat(changed.mustHave("Location"))
                    .isEqualTo(room.path("/commands/" + changed.mustHave("Command-Id")));
        }
    }

    private static Ask renaming(Room room) {
        return room.asks("PATCH", "").saying("{\"name\":\"renamed\"}").with("Prefer", "wait=1");
    }
}
