package io.roundtable.contract;

import java.util.regex.Pattern;

/** The common syntax of ids: a prefix, an underscore, then 10 to 32 characters of {@code [0-9a-z]}. */
final class IdSyntax {

    private static final Pattern BODY = Pattern.compile("[0-9a-z]{10,32}");

    private IdSyntax() {}

    static String check(String prefix, String value) {
        if (!value.startsWith(prefix)
                || !BODY.matcher(value.substring(prefix.length())).matches()) {
            throw new InvalidInput("", "must be '" + prefix + "' and 10 to 32 characters of [0-9a-z]");
        }
        return value;
    }
}
