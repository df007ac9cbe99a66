package io.roundtable.http.identity;

import io.roundtable.contract.Check;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Email addresses as they are compared and kept: in NFC and lower case. Whether one can be written to, nobody knows
 * before it was tried; this only sorts out what can't be an address (RFC 5321 and 6531, without quoted local parts).
 */
final class Emails {

    static final int LONGEST = 254;

    private static final String LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?";
    private static final Pattern FORM =
            Pattern.compile("[^\\s@\\p{C}\"(),:;<>\\[\\]\\\\]{1,64}@" + LABEL + "(?:\\." + LABEL + ")*");

    private Emails() {}

    /** Adds a violation to the check where it can't be an address. */
    static void check(Check check, String field, @Nullable String email) {
        check.required(field, email);
        if (email != null) {
            boolean fits = email.length() <= LONGEST
                    && Check.isStorable(email)
                    && FORM.matcher(email).matches();
            check.rule(field, fits, "must be an email address of at most " + LONGEST + " characters");
        }
    }

    static String normalise(String email) {
        return Normalizer.normalize(email, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
