package io.roundtable.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The directory of one suite. Deleted, unless somebody has named it or the suite has failed: then its logs tell why. */
final class Workplace implements AutoCloseable {
    private final Path path;
    private final boolean isKept;
    private boolean isDone;

    private Workplace(Path path, boolean isKept) {
        this.path = path;
        this.isKept = isKept;
    }

    /** @param given where there is to be a new directory of the suite's name; null for a temporary one */
    static Workplace make(@Nullable Path given, String suite) throws IOException {
        // PostgreSQL runs as somebody else where this runs as root, and has to come in
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        if (given == null) {
            var path = Files.createTempDirectory("roundtable-bench-" + suite);
            return new Workplace(Files.setPosixFilePermissions(path, permissions.value()), false);
        }
        Files.createDirectories(given);
        return new Workplace(
                Files.createDirectory(given.resolve(suite), permissions).toAbsolutePath(), true);
    }

    Path path() {
        return path;
    }

    void isDone() {
        isDone = true;
    }

    @Override
    public void close() throws IOException {
        if (isKept || !isDone) {
            return;
        }
        try (var all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(Workplace::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
