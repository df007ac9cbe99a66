package io.roundtable.persistence.projection;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** PostgreSQL's text format of {@code COPY}: tabs between columns, a line for each row, backslashes before both. */
final class CopyText implements Closeable {

    private static final byte[] ABSENT = {'\\', 'N'};

    private final OutputStream out;

    CopyText(OutputStream out) {
        this.out = out;
    }

    void value(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            int escaped = escaped(bytes[i]);
            if (escaped != 0) {
                out.write(bytes, from, i - from);
                out.write('\\');
                out.write(escaped);
                from = i + 1;
            }
        }
        out.write(bytes, from, bytes.length - from);
    }

    private static int escaped(byte b) {
        return switch (b) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }

    void absent() throws IOException {
        out.write(ABSENT);
    }

    void separator() throws IOException {
        out.write('\t');
    }

    void end() throws IOException {
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
