package io.roundtable.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request over HTTP/1.1 as bytes that are made once, with a place of sixteen digits that differs from request to
 * request, such as an idempotency key.
 */
public final class RequestText {
    /** Stands for the sixteen digits. */
    public static final String NUMBER = "################";

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int place;

    private RequestText(byte[] bytes, int place) {
        this.bytes = bytes;
        this.place = place;
    }

    /**
     * @param head the request line and headers but {@code Content-Length}, each with its line end
     * @param body may be empty
     */
    public static RequestText of(String head, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        var text = head + "Content-Length: " + length + "\r\n\r\n" + body;
        int at = text.indexOf(NUMBER);
        int place = at < 0 ? -1 : text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        return new RequestText(text.getBytes(StandardCharsets.UTF_8), place);
    }

    /** The same array each time, where there is nothing that differs. */
    public byte[] numbered(long number) {
        if (place < 0) {
            return bytes;
        }
        var copy = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < NUMBER.length(); i++) {
            copy[place + i] = DIGITS[(int) (number >>> (60 - 4 * i)) & 15];
        }
        return copy;
    }
}
