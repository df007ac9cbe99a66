package io.roundtable.persistence.projection;

import java.time.Instant;
import java.time.LocalDate;

/** Times as the database reads them, to the microsecond; a formatter takes many times as long, for each row. */
final class TimeText {

    private static final int SECONDS_A_DAY = 86_400;
    private static final int NANOS_A_MICRO = 1_000;

    private TimeText() {}

    /** @param time of the years 1 to 9999 */
    static String of(Instant time) {
        long seconds = time.getEpochSecond();
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_A_DAY));
        int second = Math.floorMod(seconds, SECONDS_A_DAY);
        var text = new StringBuilder(27);
        digits(text, day.getYear(), 1_000).append('-');
        digits(text, day.getMonthValue(), 10).append('-');
        digits(text, day.getDayOfMonth(), 10).append('T');
        digits(text, second / 3_600, 10).append(':');
        digits(text, second / 60 % 60, 10).append(':');
        digits(text, second % 60, 10).append('.');
        return digits(text, time.getNano() / NANOS_A_MICRO, 100_000).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int first) {
        for (int unit = first; unit > 0; unit /= 10) {
            text.append((char) ('0' + number / unit % 10));
        }
        return text;
    }
}
