package io.roundtable.runtime.archive;

import io.roundtable.runtime.archive.Manifest.EventFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a file of events, which is what the manifest says, byte for byte. */
final class EventFileReader implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Path path;
    private final EventFile expected;
    private final InputStream lines;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long records;

    /** @throws ArchiveFault where it isn't what was written, before a line of it is believed */
    EventFileReader(Path directory, EventFile expected) {
        this.expected = expected;
        this.path = directory.resolve(checked(expected.name()));
        try {
            if (Files.size(path) != expected.bytes() || !Digests.of(path).equals(expected.sha256())) {
                throw tampered();
            }
            lines = new GZIPInputStream(Files.newInputStream(path), BUFFER);
        } catch (NoSuchFileException e) {
            throw new ArchiveFault("the archive's file " + path + " is missing", e);
        } catch (IOException e) {
            throw new ArchiveFault(path + " can't be read: " + e.getMessage(), e);
        }
    }

    static String checked(String name) {
        if (!name.matches("[a-z0-9.-]{1,64}")) {
            throw new ArchiveFault("the manifest names a file that no archive has: " + name);
        }
        return name;
    }

    /** The next event; null after the last one. */
    @Nullable
    LoggedEvent next() {
        try {
            byte[] line = line();
            if (line.length > 0) {
                records++;
                return EventLine.read(line);
            }
        } catch (IOException e) {
            throw new ArchiveFault(path + " can't be read: " + e.getMessage(), e);
        }
        if (records != expected.records()) {
            throw tampered();
        }
        return null;
    }

    /** Without its end; empty after the last one. */
    private byte[] line() throws IOException {
        var line = new ByteArrayOutputStream(1024);
        while (true) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            if (line.size() + end - from > EventLine.MAX_BYTES) {
                throw tampered();
            }
            line.write(buffer, from, end - from);
            from = end + 1;
            if (end < to) {
                return line.toByteArray();
            }
            from = 0;
            to = Math.max(0, lines.read(buffer, 0, buffer.length));
            if (to == 0) {
                return line.toByteArray();
            }
        }
    }

    private ArchiveFault tampered() {
        return new ArchiveFault("the archive's file " + path
                + " isn't the one that was exported: its size, its SHA-256 or its number of events differs");
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new ArchiveFault(path + " can't be closed: " + e.getMessage(), e);
        }
    }
}
