package io.roundtable.http.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.consistency.TokenReader;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.FormerLog;
import io.roundtable.persistence.version.Point;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PointsTest {

    private static final Instant NOW = Instant.parse("2026-11-02T03:04:05Z");
    private static final WorkspaceId WS = new WorkspaceId("ws_0123456789");

    private final LogLayout layout = new LogLayout("2026-Topic_Id", new Partitions(4));
    private final Points points = new Points(
            layout,
            new TokenReader(layout, () -> List.of(new FormerLog("Restored", false, List.of(10L))), Runnable::run),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldReadATimeWhateverItsZone() {
        var noon = new Point.Moment("2026-11-01T13:00:00.5+01:00", Instant.parse("2026-11-01T12:00:00.5Z"));

        assertThat(points.read("at", noon.given(), null)).isEqualTo(noon);
        assertThat(points.read("at", NOW.toString(), WS)).isEqualTo(new Point.Moment(NOW.toString(), NOW));
    }

    @Test
    void shouldReadATokenOfAsManyPartitionsAsItNames() {
        assertThat(points.read("at", "2026-Topic_Id:3:17,0:0", null))
                .isEqualTo(new Point.Place("2026-Topic_Id:3:17,0:0", Map.of(0, 0L, 3, 17L)));
    }

    @Test
    void shouldReadATokenOfALogThatWasRestoredHere() {
        assertThat(points.read("at", "Restored:0:10", null))
                .isEqualTo(new Point.Place("Restored:0:10", Map.of(0, 10L)));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> points.read("at", "Restored:0:11", null))
                .satisfies(e -> assertThat(e.code().wire()).isEqualTo("token_gone"));
    }

    @Test
    void shouldReadAPositionOfAWorkspace() {
        assertThat(points.read("at", "17", WS)).isEqualTo(new Point.Place("17", Map.of(layout.partitionOf(WS), 17L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-02T03:04:06Z",
                "1969-12-31T23:59:59Z",
                "2026-11-02T03:04:05",
                "2026-11-31T03:04:05Z",
                "2026-11-01 03:04:05Z",
                "17"
            })
    void shouldSayWhichFieldIsNoPoint(String given) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> points.read("from", given, null))
                .withMessageStartingWith("from ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-01", "Other:0:1", "2026-Topic_Id:4:1", "2026-Topic_Id:0:-1", "-17"})
    void shouldRefuseATokenOfAnotherLog(String given) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> points.read("from", given, WS))
                .satisfies(e -> assertThat(e.code().wire()).isEqualTo("token_unknown"));
    }
}
