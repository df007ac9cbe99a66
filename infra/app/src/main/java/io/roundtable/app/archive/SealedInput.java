package io.roundtable.app.archive;

import io.roundtable.app.UserError;
import io.roundtable.contract.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Opens what was sealed; nothing comes out of it that wasn't put in. */
final class SealedInput extends InputStream {

    private static final int MAX_HEADER = 4096;

    private final PushbackInputStream in;
    private final Pieces pieces;
    private final byte[] sealed;
    private byte[] piece = new byte[0];
    private int taken;
    private boolean isOver;

    /** @throws UserError where the passphrase is another one, or the file isn't as it was */
    SealedInput(InputStream from, String passphrase) throws IOException {
        this.in = new PushbackInputStream(from, 1);
        byte[] line = line(in);
        var header = header(line);
        this.pieces = new Pieces(Cipher.DECRYPT_MODE, header.key(passphrase), header.nonce(), line);
        this.sealed = new byte[header.pieceBytes() + Pieces.TAG_BYTES];
        try {
            open();
        } catch (GeneralSecurityException e) {
            throw new UserError("the passphrase is wrong: users and keys can't be opened with it", e);
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0 || line.size() >= MAX_HEADER) {
                throw new UserError("this is no file that was sealed here");
            }
            line.write(each);
        }
        return line.toByteArray();
    }

    private static SealHeader header(byte[] line) {
        try {
            return Json.read(line, SealHeader.class);
        } catch (UncheckedIOException e) {
            throw new UserError("the sealed file's header isn't one that this release knows", e);
        }
    }

    private void open() throws IOException, GeneralSecurityException {
        int length = in.readNBytes(sealed, 0, sealed.length);
        int after = in.read();
        isOver = after < 0;
        if (!isOver) {
            in.unread(after);
        }
        piece = pieces.next(sealed, length, isOver);
        taken = 0;
    }

    /** Whether there is anything left, in the piece that is open or in the next one that has something. */
    private boolean hasNext() throws IOException {
        while (taken == piece.length) {
            if (isOver) {
                return false;
            }
            try {
                open();
            } catch (GeneralSecurityException e) {
                throw new UserError("the sealed file isn't as it was written", e);
            }
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        return hasNext() ? Byte.toUnsignedInt(piece[taken++]) : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasNext()) {
            return -1;
        }
        int count = Math.min(length, piece.length - taken);
        System.arraycopy(piece, taken, into, offset, count);
        taken += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
