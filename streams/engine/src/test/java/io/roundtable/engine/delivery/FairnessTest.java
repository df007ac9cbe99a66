package io.roundtable.engine.delivery;

import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.delivery.Post.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Urgent messages overtake, and starve nobody. */
final class FairnessTest {

    @Test
    void shouldHandOutUrgentMessagesFirst() {
        assertThat(received(givenLab().and(sent(1, 2, PLAIN)).and(sent(3, 4, URGENT)), 9))
                .containsExactly(3, 4, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 20})
    void shouldHandOutTheOldestNormalOneAfterFourUrgentOnesHoweverManyAreAskedFor(int atOnce) {
        var scene = givenLab().and(sent(1, 3, PLAIN)).and(sent(4, 20, URGENT));
        var order = new ArrayList<Integer>();

        for (int i = 0; i < 20; i++) {
            order.addAll(received(scene, atOnce));
        }

        assertThat(order).containsExactly(4, 5, 6, 7, 1, 8, 9, 10, 11, 2, 12, 13, 14, 15, 3, 16, 17, 18, 19, 20);
    }

    @Test
    void shouldGetEveryNormalMessageThroughEndlessUrgentTraffic() {
        var scene = givenLab().and(sent(1, 10, PLAIN));
        var normal = new ArrayList<Integer>();
        int next = 100;

        for (int i = 0; i < 50; i++) {
            scene.and(sent(next, next + 1, URGENT));
            next += 2;
            var lease = leased(scene);
            int number = Integer.parseInt(lease.messageId().value().substring(4));
            if (number <= 10) {
                normal.add(number);
            }
            scene.when(ack(lease), BOBS_KEY);
        }

        assertThat(normal).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void shouldHandOutManyUrgentOnesInARowWhereNothingElseWaits() {
        assertThat(received(givenLab().and(sent(1, 9, URGENT)), 9)).hasSize(9);
    }
}
