package io.roundtable.runtime.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120|PT2M",
                " 1 |PT1S",
                "86400|PT24H",
                "86401|PT24H",
                "999999999999999999|PT24H",
                "Sun, 01 Mar 2026 12:05:00 GMT|PT5M",
                "Wed, 01 Apr 2026 12:00:00 GMT|PT24H"
            })
    void shouldReadSecondsAndDatesUpToADay(String value, Duration wanted) {
        assertThat(RetryAfter.parse(value, NOW)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-5",
                "",
                "soon",
                "1.5",
                "Sun, 01 Mar 2026 11:00:00 GMT",
                "1000000000000000000000",
                "2026-03-02"
            })
    void shouldPassOverWhatAsksForNothing(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isNull();
    }

    @Test
    void shouldDoWithoutAHeader() {
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }
}
