package io.roundtable.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Guards the making of a database cluster: {@code initdb} that is killed half-way leaves files which can neither be used
 * nor be made complete. A marker stands beside them until the first start has succeeded; before that nobody has been
 * given the database, so that starting over loses nothing.
 */
final class FirstStart {
    private final Path marker;

    private FirstStart(Path marker) {
        this.marker = marker;
    }

    /** Removes what an unfinished first start left, and marks the one that begins now, if it is one. */
    static FirstStart begin(Path home, Path dataDir) throws IOException {
        var marker = home.resolve("initializing");
        if (Files.exists(marker)) {
            deleteTree(dataDir);
        } else if (!Files.exists(dataDir)) {
            Files.createFile(marker);
        }
        return new FirstStart(marker);
    }

    void succeeded() throws IOException {
        Files.deleteIfExists(marker);
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
