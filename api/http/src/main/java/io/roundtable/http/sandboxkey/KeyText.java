package io.roundtable.http.sandboxkey;

import io.roundtable.contract.KeyId;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key as its sandbox shows it: {@code rt_<environment>_<id>_<secret>}. The environment is for people, and for those who
 * look for keys that have got where they don't belong; the secret is 256 random bits in hexadecimal.
 */
record KeyText(KeyId id, String value) {

    /** What no access token begins with. */
    static final String PREFIX = "rt_";

    static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9]{1,16}");

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST = 3 + 16 + 1 + 32 + 1 + 2 * SECRET_BYTES;
    private static final Pattern FORM = Pattern.compile("rt_[a-z0-9]{1,16}_([0-9a-z]{10,32})_[0-9a-f]{64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyText draw(String environment, KeyId id) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        String body = id.value().substring(KeyId.PREFIX.length());
        return new KeyText(
                id, PREFIX + environment + "_" + body + "_" + HexFormat.of().formatHex(secret));
    }

    /** Absent where the text can't be a key. */
    static Optional<KeyText> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new KeyText(new KeyId(KeyId.PREFIX + form.group(1)), text))
                : Optional.empty();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "KeyText[" + id + "]";
    }
}
