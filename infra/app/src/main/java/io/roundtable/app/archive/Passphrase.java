package io.roundtable.app.archive;

import io.roundtable.app.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What seals users and keys; kept apart from the archive. */
final class Passphrase {

    private static final int SHORTEST = 12;
    private static final long MAX_BYTES = 4096;

    private Passphrase() {}

    /**
     * The first line of a file.
     *
     * @throws UserError where it can't be read, or is shorter than {@value #SHORTEST} characters
     */
    static String in(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UserError(file + " is too large for a passphrase");
            }
            String text = Files.readString(file).lines().findFirst().orElse("");
            if (text.length() < SHORTEST) {
                throw new UserError("the passphrase in " + file + " must have at least " + SHORTEST + " characters");
            }
            return text;
        } catch (IOException e) {
            throw new UserError("the passphrase in " + file + " can't be read: " + e.getMessage(), e);
        }
    }
}
