package io.roundtable.app.importing;

import io.roundtable.app.UserError;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file line by line as bytes, and never holds more than one line of at most {@value #MAX_LINE_BYTES} bytes. */
final class LineReader implements AutoCloseable {
    static final int MAX_LINE_BYTES = 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private final InputStream in;
    private long number;

    LineReader(Path file) {
        this.file = file;
        try {
            this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The next line that isn't blank, or null at the end. */
    @Nullable
    FileLine next() {
        FileLine line;
        do {
            line = nextOrBlank();
        } while (line != null && !line.tooLong() && line.isBlank());
        return line;
    }

    private @Nullable FileLine nextOrBlank() {
        try {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            var bytes = new ByteArrayOutputStream();
            boolean tooLong = false;
            for (; b >= 0 && b != '\n'; b = in.read()) {
                if (bytes.size() < MAX_LINE_BYTES) {
                    bytes.write(b);
                } else {
                    tooLong = true;
                }
            }
            return new FileLine(++number, bytes.toByteArray(), tooLong);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UserError unreadable(IOException e) {
        return new UserError("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
