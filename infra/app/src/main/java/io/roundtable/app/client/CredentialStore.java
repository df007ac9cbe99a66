package io.roundtable.app.client;

import io.roundtable.app.PrivateFile;
import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.contract.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;

/** The one login that is kept for this user of this machine, in a file that only this user can read. */
final class CredentialStore {
    private final Path file;

    CredentialStore(Path file) {
        this.file = file;
    }

    static CredentialStore of(Terminal terminal) {
        return new CredentialStore(terminal.configDirectory().resolve("credentials.json"));
    }

    Optional<Credentials> read() {
        try {
            return Files.exists(file)
                    ? Optional.of(Json.read(Files.readAllBytes(file), Credentials.class))
                    : Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(file + " can't be read: remove it and log in again (roundtable login)", e);
        }
    }

    void write(Credentials credentials) {
        PrivateFile.write(file, Json.write(credentials));
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UserError(file + " can't be removed: " + e.getMessage(), e);
        }
    }

    /**
     * Runs it while no other process does so: two that renewed with the same refresh token would look like a theft, and
     * the server would revoke both.
     */
    <T> T locked(Supplier<T> action) {
        var lockFile = file.resolveSibling("credentials.lock");
        try {
            PrivateFile.createDirectory(file.toAbsolutePath().getParent());
            try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                return action.get();
            }
        } catch (IOException e) {
            throw new UserError(lockFile + " can't be locked: " + e.getMessage(), e);
        }
    }
}
