package io.roundtable.persistence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTextTest {

    private static final long YEAR_1 = -62_135_596_800L;
    private static final long YEAR_10000 = 253_402_300_800L;

    @Test
    void shouldSayTheSameTimeToTheMicrosecond() {
        // Given
        var random = new Random(21);
        for (int i = 0; i < 10_000; i++) {
            var time = Instant.ofEpochSecond(random.nextLong(YEAR_1, YEAR_10000), random.nextLong(1_000_000_000));

            // When
            String text = TimeText.of(time);

            // Then
            assertThat(text).hasSize(27);
            assertThat(Instant.parse(text)).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
        }
    }
}
