package io.roundtable.http.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.WorkspaceId;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Single events are found by their sequences, wherever they stand, and none of another workspace. */
final class LoggedEventsTest {

    private static final WorkspaceId MINE = new WorkspaceId("ws_mine000000");
    private static final WorkspaceId OTHERS = new WorkspaceId("ws_others0000");
    private static final int EVENTS = 5_000;

    private final RecordedEvents log = new RecordedEvents();

    private Map<Long, String> found(List<Long> sequences) {
        var places = new EventPlaces(RecordedEvents.LAYOUT);
        return new LoggedEvents(log.readers(), places, RecordedEvents.LAYOUT)
                .find(MINE, sequences, event -> String.valueOf(event.header("ce_subject")));
    }

    private void fill() {
        for (int i = 1; i <= EVENTS; i++) {
            log.append(i % 5 == 0 ? OTHERS : MINE, "io.roundtable.message.sent.v1", "{}", i % 3);
        }
    }

    @Test
    void shouldFindThoseThatStandTogetherAndThoseThatStandFarApart() {
        // Given
        fill();

        // When
        var found = found(List.of(4_999L, 1L, 2L, 3L, 2_501L, 2_502L));

        // Then
        assertThat(found)
                .isEqualTo(Map.of(
                        1L,
                        "msg_1",
                        2L,
                        "msg_2",
                        3L,
                        "msg_3",
                        2_501L,
                        "msg_2501",
                        2_502L,
                        "msg_2502",
                        4_999L,
                        "msg_4999"));
        assertThat(log.read()).isLessThan(EVENTS / 2);
    }

    @Test
    void shouldFindMoreThanOneTurnOfAReaderGives() {
        // Given
        fill();
        var wanted = LongStream.rangeClosed(1, 900)
                .filter(sequence -> sequence % 5 != 0)
                .boxed()
                .toList();

        // When
        var found = found(wanted);

        // Then
        assertThat(found).containsOnlyKeys(wanted);
    }

    @Test
    void shouldShowNoEventOfAnotherWorkspace() {
        // Given
        fill();

        // When
        var found = found(List.of(4L, 5L, 10L, 11L));

        // Then
        assertThat(found).containsOnlyKeys(4L, 11L);
    }

    @Test
    void shouldFindNothingWhereNothingIsWanted() {
        assertThat(found(List.of())).isEmpty();
        assertThat(log.read()).isZero();
    }
}
