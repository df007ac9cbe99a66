package io.roundtable.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Files that only their owner can read (mode 0600, in directories of mode 0700), written whole or not at all. */
public final class PrivateFile {
    private PrivateFile() {}

    /** @throws UserError where it can't be written */
    public static void write(Path file, byte[] content) {
        try {
            var directory = file.toAbsolutePath().getParent();
            createDirectory(directory);
            var fresh = Files.createTempFile(directory, "." + file.getFileName(), ".new", mode(file, "rw-------"));
            try {
                Files.write(fresh, content);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UserError(file + " can't be written: " + e.getMessage(), e);
        }
    }

    /** Creates it where it is missing; one that exists keeps its mode. */
    public static void createDirectory(@Nullable Path directory) throws IOException {
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, mode(directory, "rwx------"));
        }
    }

    private static FileAttribute<?>[] mode(Path path, String permissions) {
        // Windows has no modes; there the user's profile keeps others out.
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
