package io.roundtable.http.json;

import io.roundtable.contract.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.CRC32;

/** Where a list goes on: opaque to clients, and good only for the list that it came from. */
public final class Cursor {

    private Cursor() {}

    /** @param scope the list with its filters and order */
    public static String encode(String scope, String key) {
        String text = checksum(scope, key) + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key that was {@linkplain #encode encoded}.
     *
     * @param parser reads it as it was written
     * @throws InvalidInput where the cursor is made up, or of another list
     */
    public static <K> K decode(String scope, String cursor, Function<String, K> parser) {
        String key = key(scope, cursor);
        try {
            return parser.apply(key);
        } catch (RuntimeException e) {
            // whatever the parsing of what a client has made up comes to
            throw new InvalidInput("", "is not a cursor of this list");
        }
    }

    private static String key(String scope, String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.length() > 8) {
                String key = text.substring(8);
                if (text.startsWith(checksum(scope, key))) {
                    return key;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("", "is not a cursor of this list");
        }
        throw new InvalidInput("", "is not a cursor of this list");
    }

    private static String checksum(String scope, String key) {
        var crc = new CRC32();
        crc.update((scope + "\n" + key).getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
