package io.roundtable.contract;

/** The common syntax of ids: a prefix, an underscore, then 10 to 32 characters of {@code [0-9a-z]}. */
final class IdSyntax {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 32;

    private IdSyntax() {}

    static String check(String prefix, String value) {
        if (!value.startsWith(prefix) || !isBody(value, prefix.length())) {
            throw new InvalidInput("", "must be '" + prefix + "' and 10 to 32 characters of [0-9a-z]");
        }
        return value;
    }

    /** By hand: every record that is read has a handful of ids. */
    private static boolean isBody(String value, int from) {
        int length = value.length() - from;
        if (length < SHORTEST || length > LONGEST) {
            return false;
        }
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return true;
    }
}
