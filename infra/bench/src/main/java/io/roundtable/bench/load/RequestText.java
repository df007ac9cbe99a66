package io.roundtable.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A request over HTTP/1.1 as bytes that are made once, with places of sixteen digits that differ from request to
 * request, such as an idempotency key.
 */
public final class RequestText {
    /** Stands for the sixteen digits. */
    public static final String NUMBER = "################";

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int[] places;

    private RequestText(byte[] bytes, int[] places) {
        this.bytes = bytes;
        this.places = places;
    }

    /**
     * @param head the request line and headers but {@code Content-Length}, each with its line end
     * @param body may be empty
     */
    public static RequestText of(String head, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        var text = head + "Content-Length: " + length + "\r\n\r\n" + body;
        var places = Pattern.compile(NUMBER, Pattern.LITERAL)
                .matcher(text)
                .results()
                .mapToInt(found -> text.substring(0, found.start()).getBytes(StandardCharsets.UTF_8).length)
                .toArray();
        return new RequestText(text.getBytes(StandardCharsets.UTF_8), places);
    }

    /** The same array each time, where there is nothing that differs. */
    public byte[] numbered(long number) {
        if (places.length == 0) {
            return bytes;
        }
        var copy = Arrays.copyOf(bytes, bytes.length);
        for (int place : places) {
            for (int i = 0; i < NUMBER.length(); i++) {
                copy[place + i] = DIGITS[(int) (number >>> (60 - 4 * i)) & 15];
            }
        }
        return copy;
    }
}
