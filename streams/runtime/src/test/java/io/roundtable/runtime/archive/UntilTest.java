package io.roundtable.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UntilTest {

    @Test
    void shouldEndWithTheLastEventOfATime() {
        // Given
        var until = Until.parse("2026-11-22T13:00:00.007+01:00");

        // When, Then
        assertThat(until.isBefore(0, SampleEvents.of("ws_0123456789", 7))).isFalse();
        assertThat(until.isBefore(0, SampleEvents.of("ws_0123456789", 8))).isTrue();
    }

    @Test
    void shouldEndWithAPositionAsAConsistencyTokenHasIt() {
        // Given
        var until = Until.parse("aZ-_9:0:7,3:2");

        // When, Then
        assertThat(until.sequences()).isEqualTo(Map.of(0, 7L, 3, 2L));
        assertThat(until.topicId()).isEqualTo("aZ-_9");
        assertThat(until.isBefore(0, SampleEvents.of("ws_0123456789", 7))).isFalse();
        assertThat(until.isBefore(0, SampleEvents.of("ws_0123456789", 8))).isTrue();
        assertThat(until.isBefore(3, SampleEvents.of("ws_0123456789", 3))).isTrue();
        until.check("aZ-_9", 3);
        assertThatThrownBy(() -> until.check("another", 3)).hasMessageContaining("of another log");
        assertThatThrownBy(() -> until.check("aZ-_9", 2)).hasMessageContaining("partition 2");
    }

    @Test
    void shouldTakeATokenOfALogThatWasRestoredWithItsPlaces() {
        // Given
        var until = Until.parse("old:0:7,1:2");
        var kept = new Manifest.FormerLog("old", false, List.of(7L, 2L));

        // When
        var here = until.in("new", List.of(kept));

        // Then
        here.check("new", 0);
        assertThat(here.sequences()).isEqualTo(until.sequences());
        assertThat(here.text()).isEqualTo("old:0:7,1:2");
        assertThatThrownBy(() -> until.in("new", List.of()).check("new", 0)).hasMessageContaining("of another log");
        assertThatThrownBy(() -> until.in("new", List.of(new Manifest.FormerLog("old", true, List.of(7L, 2L)))))
                .hasMessageContaining("numbered anew");
        assertThatThrownBy(() -> until.in("new", List.of(new Manifest.FormerLog("old", false, List.of(7L, 1L)))))
                .hasMessageContaining("partition 1 that wasn't restored");
        assertThat(Until.END.in("new", List.of(kept))).isEqualTo(Until.END);
    }

    @Test
    void shouldNeverEndBeforeTheLog() {
        assertThat(Until.END.isBefore(0, SampleEvents.of("ws_0123456789", 1_000_000)))
                .isFalse();
        Until.END.check("any", 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "3", "3:", ":3", "3:4,", "a:b:3:4", "3:-4", "2026-11-22"})
    void shouldRefuseAnythingElse(String text) {
        assertThatThrownBy(() -> Until.parse(text)).isInstanceOf(ArchiveFault.class);
    }
}
