package io.roundtable.persistence.projection;

import io.roundtable.contract.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Ids of dead letters: {@code dl_}, the message's, and four digits for how often it had been redriven. */
public final class DeadLetterId {

    public static final String PREFIX = "dl_";

    /** Most characters of a message's id, so that with those of the redrives it is an id still. */
    private static final int MAX_BODY = 28;

    private DeadLetterId() {}

    /**
     * None is like another's, or the partition would stop.
     *
     * @param redrives before the message was given up this time
     */
    public static String of(MessageId message, int redrives) {
        String times = String.format(Locale.ROOT, "%4s", Integer.toString(redrives, 36))
                .replace(' ', '0');
        return PREFIX + shortened(message.value().substring(MessageId.PREFIX.length())) + times;
    }

    /** An id as long as ids may be leaves no room for more; those that the engine gives are shorter. */
    private static String shortened(String body) {
        if (body.length() <= MAX_BODY) {
            return body;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, MAX_BODY / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
