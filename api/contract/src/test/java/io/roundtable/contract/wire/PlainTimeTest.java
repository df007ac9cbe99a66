package io.roundtable.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTimeTest {

    private static final long YEAR_10000 = 253_402_300_800L;

    @Test
    void shouldReadWhateverAnInstantSaysOfItself() {
        // Given
        var random = new Random(20);
        for (int i = 0; i < 10_000; i++) {
            int digits = random.nextInt(10);
            long unit = Math.round(Math.pow(10, 9 - digits));
            var time = Instant.ofEpochSecond(random.nextLong(YEAR_10000), random.nextLong(1_000_000_000) / unit * unit);

            // When
            var read = PlainTime.parse(time.toString());

            // Then
            assertThat(read).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-28T00:00:00.1Z", "2024-02-29T23:59:59.123456789Z", "0001-01-01T00:00:00Z"})
    void shouldReadTheSameAsTheFormatter(String text) {
        assertThat(PlainTime.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T00:00:60Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.1234567890Z",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00+00:00",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00Z",
                "+10000-01-01T00:00:00Z",
                "-001-01-01T00:00:00Z",
                "２026-01-01T00:00:00Z",
                "2026-01-01t00:00:00z"
            })
    void shouldLeaveToOthersWhatIsWrittenAnotherWay(String text) {
        assertThat(PlainTime.parse(text)).isNull();
    }
}
