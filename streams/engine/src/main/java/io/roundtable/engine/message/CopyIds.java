package io.roundtable.engine.message;

import io.roundtable.contract.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The ids of a broadcast's messages. Nothing in a decision may be random, or deciding the same log again would give
 * other ids; so they are hashed from the broadcast's id and the message's place in it. They begin with the time that
 * the broadcast's id begins with, since whoever sorts or indexes messages by id counts on its being there.
 */
final class CopyIds {

    /** As many characters as a UUIDv7 in base32 spends on its milliseconds. */
    private static final int TIME = 10;

    /** Of 5 bits each: 80 bits, what a UUIDv7 has after its time. */
    private static final int HASH = 16;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private CopyIds() {}

    static MessageId of(MessageId broadcast, int index) {
        byte[] hash = sha256(broadcast + "/" + index);
        var body = new StringBuilder(MessageId.PREFIX)
                .append(broadcast.value(), MessageId.PREFIX.length(), MessageId.PREFIX.length() + TIME);
        for (int i = 0; i < HASH; i++) {
            body.append(ALPHABET.charAt(bits(hash, i * 5)));
        }
        return new MessageId(body.toString());
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
