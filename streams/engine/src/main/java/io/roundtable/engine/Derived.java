package io.roundtable.engine;

import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids that a decision gives. Nothing in a decision may be random, or deciding the same log again would give other ids;
 * so they are hashed from what they belong to. Those of messages begin with the time that the first one's begins with,
 * since whoever sorts or indexes messages by id counts on its being there.
 */
public final class Derived {

    /** As many characters as a UUIDv7 in base32 spends on its milliseconds. */
    private static final int TIME = 10;

    /** Of 5 bits each: 80 bits, what a UUIDv7 has after its time. */
    private static final int HASH = 16;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private Derived() {}

    /** A recipient's message of a broadcast. */
    public static MessageId copy(MessageId broadcast, int index) {
        return message(broadcast, "/" + index);
    }

    /** What tells the sender that a message has failed. */
    public static MessageId notice(MessageId failed, int redrives) {
        return message(failed, "/failed/" + redrives);
    }

    /** A lease, which nobody can guess who hasn't seen it. */
    public static LeaseId lease(MessageId message, int lease, long seed) {
        return new LeaseId(LeaseId.PREFIX + hash(message + "/" + lease + "/" + seed));
    }

    /** A text of any length as one of 16 characters, which no other can be expected to have. */
    static String shortened(String text) {
        return hash(text);
    }

    private static MessageId message(MessageId of, String what) {
        String time = of.value().substring(MessageId.PREFIX.length(), MessageId.PREFIX.length() + TIME);
        return new MessageId(MessageId.PREFIX + time + hash(of + what));
    }

    private static String hash(String text) {
        byte[] hash = sha256(text);
        var body = new StringBuilder(HASH);
        for (int i = 0; i < HASH; i++) {
            body.append(ALPHABET.charAt(bits(hash, i * 5)));
        }
        return body.toString();
    }

    /** Five bits from a place on. */
    private static int bits(byte[] from, int place) {
        int pair = (from[place / 8] & 0xff) << 8 | (from[place / 8 + 1] & 0xff);
        return pair >> (11 - place % 8) & 31;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
