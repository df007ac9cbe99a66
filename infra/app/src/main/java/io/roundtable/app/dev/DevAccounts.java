package io.roundtable.app.dev;

import io.roundtable.app.PrivateFile;
import io.roundtable.app.UserError;
import io.roundtable.contract.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The two accounts of a development stack: drawn once, kept with its data in a file that only its owner can read. */
record DevAccounts(String email, String password, String operatorEmail, String operatorPassword) {
    static final String FILE = "accounts.json";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 18;

    static DevAccounts in(Path data) {
        var file = data.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return Json.read(Files.readAllBytes(file), DevAccounts.class);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(
                    file + " can't be read; without it the stack's users are lost: choose another --data", e);
        }
        var drawn = new DevAccounts("dev@roundtable.example", secret(), "operator@roundtable.example", secret());
        PrivateFile.write(file, Json.write(drawn));
        return drawn;
    }

    private static String secret() {
        var bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "DevAccounts[" + email + ", " + operatorEmail + "]";
    }
}
