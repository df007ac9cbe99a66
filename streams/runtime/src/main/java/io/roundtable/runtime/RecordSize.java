package io.roundtable.runtime;

import io.roundtable.contract.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How large a record is at most where it stands in the log, alone in a batch. What is larger than its topic allows must
 * be known before it is handed to a producer: there it would fail again at each try, and its partition with it.
 */
public final class RecordSize {

    /** Of a batch and of a record in it, and of the lengths before each header's key and value. */
    private static final int OVERHEAD = 61 + 21;

    private static final int HEADER_OVERHEAD = 10;

    private RecordSize() {}

    public static long of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long size = (long) OVERHEAD + length(key) + length(value);
        for (Header header : headers) {
            size += of(header);
        }
        return size;
    }

    static long of(Header header) {
        return HEADER_OVERHEAD + (long) header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
    }

    /** @throws IllegalStateException where it is larger than any of our topics takes */
    public static void check(String what, long size) {
        if (size > Topics.MAX_RECORD_BYTES) {
            throw new IllegalStateException(
                    what + " has " + size + " bytes, and may have " + Topics.MAX_RECORD_BYTES + " at most");
        }
    }

    static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
