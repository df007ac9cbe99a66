package io.roundtable.persistence.projection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.Record;
import org.postgresql.copy.CopyIn;

/**
 * PostgreSQL's binary format of {@code COPY}, as its manual has it: nothing is escaped here and parsed there, as it would
 * be in the format of text.
 */
final class CopyBinary {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final short END = -1;
    private static final int ABSENT = -1;

    /** Times are counted from there. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;

    /** The only one there is. */
    private static final byte JSONB_VERSION = 1;

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LARGEST_FIXED = Integer.BYTES + Long.BYTES;

    private final CopyIn copy;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    CopyBinary(CopyIn copy) {
        this.copy = copy;
        buffer.put(HEADER);
    }

    /** @throws IllegalArgumentException where a value's type is none that columns have */
    void row(Record row) throws SQLException {
        room(Short.BYTES).putShort((short) row.size());
        for (int i = 0; i < row.size(); i++) {
            switch (row.get(i)) {
                case null -> room(Integer.BYTES).putInt(ABSENT);
                case String text -> text(text);
                case Long number -> room(LARGEST_FIXED).putInt(Long.BYTES).putLong(number);
                case Integer number -> room(LARGEST_FIXED).putInt(Integer.BYTES).putInt(number);
                case Boolean flag -> room(LARGEST_FIXED).putInt(1).put((byte) (flag ? 1 : 0));
                case Instant time -> room(LARGEST_FIXED).putInt(Long.BYTES).putLong(micros(time));
                case JSON json -> text(json.data());
                case JSONB json -> searched(json.data());
                case Object other -> throw new IllegalArgumentException("no column holds " + other.getClass());
            }
        }
    }

    private void text(String text) throws SQLException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES).putInt(bytes.length);
        put(bytes);
    }

    private void searched(String json) throws SQLException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        room(LARGEST_FIXED).putInt(bytes.length + 1).put(JSONB_VERSION);
        put(bytes);
    }

    private static long micros(Instant time) {
        return (time.getEpochSecond() - EPOCH.getEpochSecond()) * MICROS_A_SECOND + time.getNano() / NANOS_A_MICRO;
    }

    private void put(byte[] bytes) throws SQLException {
        if (bytes.length <= buffer.capacity()) {
            room(bytes.length).put(bytes);
        } else {
            flush();
            copy.writeToCopy(bytes, 0, bytes.length);
        }
    }

    private ByteBuffer room(int bytes) throws SQLException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /** Says that these were all; only then they are written. */
    void end() throws SQLException {
        room(Short.BYTES).putShort(END);
        flush();
        var _ = copy.endCopy();
    }
}
