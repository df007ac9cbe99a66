package io.roundtable.app.archive;

import io.roundtable.contract.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Seals what is written, under a passphrase. What isn't closed can't be opened. */
final class SealedOutput extends OutputStream {

    private final OutputStream out;
    private final Pieces pieces;
    private final byte[] piece;
    private int filled;
    private boolean isClosed;

    SealedOutput(OutputStream out, String passphrase) throws IOException {
        var header = SealHeader.fresh();
        byte[] line = Json.write(header);
        this.out = out;
        this.pieces = new Pieces(Cipher.ENCRYPT_MODE, header.key(passphrase), header.nonce(), line);
        this.piece = new byte[header.pieceBytes()];
        out.write(line);
        out.write('\n');
    }

    @Override
    public void write(int each) throws IOException {
        if (filled == piece.length) {
            seal(false);
        }
        piece[filled++] = (byte) each;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    private void seal(boolean isLast) throws IOException {
        try {
            out.write(pieces.next(piece, filled, isLast));
            filled = 0;
        } catch (GeneralSecurityException e) {
            throw new IOException("can't be sealed", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            seal(true);
            out.close();
        }
    }
}
