package io.roundtable.contract.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads times as {@link Instant#toString} writes them, which is how all that we write has them: a formatter takes ten
 * times as long, and every record has a time or more.
 */
final class PlainTime {

    /** Of {@code 2026-11-22T15:18:11}, where a fraction or the {@code Z} follows. */
    private static final int SECONDS_END = 19;

    private static final int MAX_DIGITS = 9;
    private static final long SECONDS_A_DAY = 86_400;

    private PlainTime() {}

    /** @return null where it is written another way, or is no time: whoever reads all ways has to tell */
    static @Nullable Instant parse(String text) {
        if (!isOfThatForm(text)) {
            return null;
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        if (hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            return Instant.ofEpochSecond(day * SECONDS_A_DAY + hour * 3_600L + minute * 60L + second, nanos(text));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isOfThatForm(String text) {
        int last = text.length() - 1;
        if (last < SECONDS_END || last > SECONDS_END + 1 + MAX_DIGITS || text.charAt(last) != 'Z') {
            return false;
        }
        for (int i = 0; i < last; i++) {
            char wanted = "dddd-dd-ddTdd:dd:dd.ddddddddd".charAt(i);
            char c = text.charAt(i);
            if (wanted == 'd' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return last != SECONDS_END + 1;
    }

    private static int nanos(String text) {
        int nanos = 0;
        for (int i = SECONDS_END + 1; i <= SECONDS_END + MAX_DIGITS; i++) {
            nanos = nanos * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }
}
