package io.roundtable.http.inbox;

import static io.roundtable.http.inbox.Waiting.leased;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.http.inbox.LeaseEvents.Granted;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much of what a command has leased is handed over at once. */
final class LeasedTest {

    private static final String QUARTER = "\"" + "x".repeat(256 * 1024 - 2) + "\"";

    @Test
    void shouldHandOverNoMoreThanFourMebibytes() {
        // Given
        var granted = IntStream.rangeClosed(1, 9)
                .mapToObj(number -> atHand(leased(number, "[" + QUARTER + "," + QUARTER + "]")))
                .toList();

        // When, then: each is a few bytes more than half a mebibyte
        assertThat(Leased.fitting(granted, Map.of())).hasSize(7);
    }

    @Test
    void shouldHandOverOneHoweverLarge() {
        // Given
        var large = leased(1, "[" + (QUARTER + ",").repeat(20) + "1]");

        // When, then
        assertThat(Leased.fitting(List.of(atHand(large), atHand(leased(2))), Map.of()))
                .containsExactly(large);
    }

    @Test
    void shouldLetNoneOvertakeOneThatWasNotRead() {
        // Given
        var read = Map.of(leased(1).messageId(), leased(1).message());

        // When
        var handed = Leased.fitting(List.of(unread(leased(1)), unread(leased(2)), atHand(leased(3))), read);

        // Then
        assertThat(handed).containsExactly(leased(1));
    }

    private static Granted atHand(Leased message) {
        return new Granted(message.lease(), message.message(), message.sequence());
    }

    private static Granted unread(Leased message) {
        return new Granted(message.lease(), null, message.sequence());
    }
}
