package io.roundtable.app.archive;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals or opens a file piece by piece (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár): a piece's
 * nonce is the file's, its number and whether it is the last, so that none can be moved, left out or cut off.
 */
final class Pieces {

    static final int TAG_BYTES = 16;

    private final int mode;
    private final SecretKey key;
    private final byte[] nonce;
    private final byte[] header;
    private int number;

    /**
     * From the first piece on.
     *
     * @param mode {@link Cipher#ENCRYPT_MODE} or {@link Cipher#DECRYPT_MODE}
     * @param header the line as it stands there
     */
    Pieces(int mode, SecretKey key, byte[] nonce, byte[] header) {
        this.mode = mode;
        this.key = key;
        this.nonce = nonce.clone();
        this.header = header.clone();
    }

    /** @throws GeneralSecurityException where it isn't what was sealed under this key */
    byte[] next(byte[] piece, int length, boolean isLast) throws GeneralSecurityException {
        if (number == Integer.MAX_VALUE) {
            throw new GeneralSecurityException("too many pieces");
        }
        byte[] whole = ByteBuffer.allocate(SealHeader.NONCE_BYTES + Integer.BYTES + 1)
                .put(nonce)
                .putInt(number++)
                .put((byte) (isLast ? 1 : 0))
                .array();
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, whole));
        cipher.updateAAD(header);
        return cipher.doFinal(piece, 0, length);
    }
}
