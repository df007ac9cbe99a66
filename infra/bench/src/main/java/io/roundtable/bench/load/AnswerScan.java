package io.roundtable.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds the end of an answer over HTTP/1.1 in the bytes that have come so far. */
final class AnswerScan {
    /** Returned where more has to come. */
    static final int INCOMPLETE = -1;

    private static final String LENGTH = "\ncontent-length:";
    private static final String CHUNKED = "\ntransfer-encoding: chunked";
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private AnswerScan() {}

    /** The length of the first answer in the buffer, or {@link #INCOMPLETE}. */
    static int length(byte[] buffer, int filled) {
        int head = headLength(buffer, filled);
        if (head < 0) {
            return INCOMPLETE;
        }
        var text = new String(buffer, 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = text.indexOf(LENGTH);
        if (at >= 0) {
            int end = text.indexOf('\r', at);
            int whole = head
                    + Integer.parseInt(text.substring(at + LENGTH.length(), end).strip());
            return filled >= whole ? whole : INCOMPLETE;
        }
        if (!text.contains(CHUNKED)) {
            return head;
        }
        return endsWith(buffer, filled, LAST_CHUNK) ? filled : INCOMPLETE;
    }

    static int status(byte[] buffer) {
        return 100 * (buffer[9] - '0') + 10 * (buffer[10] - '0') + (buffer[11] - '0');
    }

    private static int headLength(byte[] buffer, int filled) {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 2] == '\n' && buffer[i - 1] == '\r') {
                return i + 1;
            }
        }
        return INCOMPLETE;
    }

    private static boolean endsWith(byte[] buffer, int filled, byte[] end) {
        if (filled < end.length) {
            return false;
        }
        for (int i = 0; i < end.length; i++) {
            if (buffer[filled - end.length + i] != end[i]) {
                return false;
            }
        }
        return true;
    }
}
