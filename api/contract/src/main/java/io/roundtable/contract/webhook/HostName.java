package io.roundtable.contract.webhook;

import static io.roundtable.contract.webhook.UrlSyntax.refused;

import io.roundtable.contract.InvalidInput;
import java.net.IDN;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * DNS names in ASCII (RFC 1123, RFC 5890). A name in another script is taken only where it is what its own mapping makes
 * of it: full-width digits, circled letters, ideographic full stops, sharp s and invisible joiners are read differently
 * by different resolvers, and so refused.
 */
final class HostName {

    private static final int MAX_LENGTH = 253;
    private static final String ENCODED = "xn--";
    private static final Pattern LABELS = Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.(?!$)|$))++");

    private HostName() {}

    static String ascii(String text) {
        String lower = lower(text);
        String name = lower.chars().allMatch(c -> c < 0x80) ? lower : translated(lower);
        if (name.length() > MAX_LENGTH || !LABELS.matcher(name).matches()) {
            throw refused("must have a host of at most " + MAX_LENGTH
                    + " characters: labels of letters, digits and hyphens, between single dots");
        }
        if (name.contains(ENCODED) && !name.equals(encodedAgain(name))) {
            throw refused("must have a host whose xn-- labels are valid");
        }
        return name;
    }

    /** ASCII alone: some letters of other scripts have an ASCII letter as their lower case, and are to be refused. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 32));
            }
        }
        return lower.toString();
    }

    private static String encodedAgain(String name) {
        String decoded = unicode(name);
        return decoded.contains(ENCODED) ? "" : translated(decoded);
    }

    private static String translated(String name) {
        if (!name.equals(Normalizer.normalize(name, Normalizer.Form.NFKC))
                || !name.codePoints().allMatch(HostName::isPlain)) {
            throw ambiguous();
        }
        try {
            String ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
            if (!unicode(ascii).equals(name)) {
                throw ambiguous();
            }
            return ascii;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // IDN says "no" by either; InvalidInput is the first of them, and means the same.
            throw ambiguous();
        }
    }

    private static String unicode(String name) {
        return IDN.toUnicode(name, IDN.USE_STD3_ASCII_RULES);
    }

    private static boolean isPlain(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        }
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static InvalidInput ambiguous() {
        return refused("must have a host that is read alike everywhere: write it in ASCII (xn--…)");
    }
}
