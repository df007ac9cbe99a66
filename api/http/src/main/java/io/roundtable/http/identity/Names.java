package io.roundtable.http.identity;

import io.roundtable.contract.Check;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What users may be called. */
final class Names {

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_.-]{3,50}");

    private Names() {}

    static void check(Check check, @Nullable String fullName, @Nullable String username) {
        check.text("full_name", fullName, 1, 200)
                .matches("username", username, USERNAME, "must have 3 to 50 characters of [A-Za-z0-9_.-]");
    }
}
