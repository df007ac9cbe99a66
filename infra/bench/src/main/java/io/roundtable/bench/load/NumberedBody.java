package io.roundtable.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A message that is always the same but for its number, which stands where {@link RequestText#NUMBER} stands. */
public final class NumberedBody {
    private static final int DIGITS = RequestText.NUMBER.length();

    private final byte[] bytes;
    private final int place;

    private NumberedBody(byte[] bytes, int place) {
        this.bytes = bytes;
        this.place = place;
    }

    /** @throws IllegalArgumentException where there is no place for the number */
    public static NumberedBody of(String text) {
        int at = text.indexOf(RequestText.NUMBER);
        if (at < 0) {
            throw new IllegalArgumentException("no place for a number");
        }
        int place = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        return new NumberedBody(text.getBytes(StandardCharsets.UTF_8), place);
    }

    /** @param number 0 or more */
    public byte[] numbered(long number) {
        var copy = Arrays.copyOf(bytes, bytes.length);
        var digits = HexFormat.of().toHexDigits(number).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, copy, place, DIGITS);
        return copy;
    }

    /** The number of one of these. */
    public int number(byte[] body) {
        return Integer.parseInt(new String(body, place, DIGITS, StandardCharsets.US_ASCII), 16);
    }
}
