package io.roundtable.app.archive;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.roundtable.app.UserError;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands in the clear before a sealed file, in a line: how its key comes of a passphrase, and how it is cut up. It
 * is authenticated with each piece.
 *
 * @param memoryKib of Argon2id (RFC 9106), at most 1 GiB
 * @param salt 16 bytes
 * @param nonce 7 bytes, the first of each piece's
 */
@SuppressWarnings("ArrayRecordComponent") // written and read, never compared
record SealHeader(
        String format,
        int formatVersion,
        String cipher,
        String keyDerivation,
        int memoryKib,
        int passes,
        int lanes,
        int pieceBytes,
        byte[] salt,
        byte[] nonce) {

    static final int NONCE_BYTES = 7;
    private static final String FORMAT = "roundtable-sealed";
    private static final String CIPHER = "aes-256-gcm-stream";
    private static final String DERIVATION = "argon2id";
    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int MAX_MEMORY_KIB = 1024 * 1024;
    private static final int MAX_PIECE = 16 * 1024 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    SealHeader {
        boolean isKnown = format.equals(FORMAT)
                && formatVersion == 1
                && cipher.equals(CIPHER)
                && keyDerivation.equals(DERIVATION);
        boolean isBounded = isIn(memoryKib, 8, MAX_MEMORY_KIB)
                && isIn(passes, 1, 64)
                && isIn(lanes, 1, 64)
                && isIn(pieceBytes, 1, MAX_PIECE);
        if (!isKnown || !isBounded || salt.length != SALT_BYTES || nonce.length != NONCE_BYTES) {
            throw new UserError("the sealed file's header isn't one that this release knows");
        }
    }

    private static boolean isIn(int number, int min, int max) {
        return number >= min && number <= max;
    }

    /** With RFC 9106's parameters for where memory is short, 64 MiB, and pieces of 64 KiB. */
    static SealHeader fresh() {
        return new SealHeader(
                FORMAT, 1, CIPHER, DERIVATION, 64 * 1024, 3, 4, 64 * 1024, random(SALT_BYTES), random(NONCE_BYTES));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    SecretKey key(String passphrase) {
        byte[] key = Argon2Function.getInstance(memoryKib, passes, lanes, KEY_BYTES, Argon2.ID)
                .hash(passphrase.getBytes(StandardCharsets.UTF_8), salt)
                .getBytes();
        return new SecretKeySpec(key, "AES");
    }
}
