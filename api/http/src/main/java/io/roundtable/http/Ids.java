package io.roundtable.http;

import com.github.f4b6a3.uuid.UuidCreator;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.KeyId;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * New ids: a UUIDv7 (RFC 9562) in 26 characters of lower-case Crockford base32, so that they sort by time of making.
 */
public final class Ids {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;

    private Ids() {}

    /** The part after the prefix; new each time. */
    public static String next() {
        return encode(UuidCreator.getTimeOrderedEpoch());
    }

    public static UserId user() {
        return new UserId(UserId.PREFIX + next());
    }

    public static WorkspaceId workspace() {
        return new WorkspaceId(WorkspaceId.PREFIX + next());
    }

    public static SandboxId sandbox() {
        return new SandboxId(SandboxId.PREFIX + next());
    }

    public static SubscriptionId subscription() {
        return new SubscriptionId(SubscriptionId.PREFIX + next());
    }

    public static MessageId message() {
        return new MessageId(MessageId.PREFIX + next());
    }

    public static CommandId command() {
        return new CommandId(CommandId.PREFIX + next());
    }

    /** Of a rebuild of the projections. */
    public static String rebuild() {
        return "rb_" + next();
    }

    public static KeyId key() {
        return new KeyId(KeyId.PREFIX + next());
    }

    /** The same id for the same text, so that a repeat leads to the same place. */
    public static WorkspaceId workspaceFrom(String text) {
        try {
            var hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new WorkspaceId(WorkspaceId.PREFIX + encode(new UUID(hash.getLong(), hash.getLong())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** When an id was made, where it is one of ours. */
    public static Optional<Instant> madeAt(CommandId id) {
        String body = id.value().substring(CommandId.PREFIX.length());
        if (body.length() != LENGTH) {
            return Optional.empty();
        }
        BigInteger bits = BigInteger.ZERO;
        for (int i = 0; i < LENGTH; i++) {
            int digit = ALPHABET.indexOf(body.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(digit));
        }
        long millis = bits.shiftRight(80).longValue();
        boolean isVersion7 = (bits.shiftRight(76).intValue() & 15) == 7 && bits.bitLength() <= 128;
        return isVersion7 ? Optional.of(Instant.ofEpochMilli(millis)) : Optional.empty();
    }

    static String encode(UUID uuid) {
        var text = new char[LENGTH];
        long low = uuid.getLeastSignificantBits();
        long high = uuid.getMostSignificantBits();
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (low & 31));
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(text);
    }
}
