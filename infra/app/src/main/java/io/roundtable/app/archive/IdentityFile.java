package io.roundtable.app.archive;

import io.roundtable.app.UserError;
import io.roundtable.persistence.identity.IdentityCopy;
import io.roundtable.runtime.archive.Manifest.SealedPart;
import io.roundtable.runtime.archive.PrivateChannel;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Users and keys as one sealed file of an archive. */
record IdentityFile(Path directory, String passphrase) {

    private static final String NAME = "identity.sealed";
    private static final int MAX_LINE = 1024 * 1024;

    SealedPart write(IdentityCopy copy) {
        Path file = directory.resolve(NAME);
        try (var channel = PrivateChannel.create(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            OutputStream below =
                    new DigestOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)), digest);
            OutputStream above = new Unclosed(below);
            try (var sealed = new SealedOutput(above, passphrase)) {
                copy.write(line -> put(sealed, line));
            }
            below.flush();
            channel.force(true);
            return new SealedPart(NAME, channel.size(), HexFormat.of().formatHex(digest.digest()));
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(file + " can't be written: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /** Keeps the file open until it is on disk. */
    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }

    private static void put(OutputStream out, byte[] line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UserError where it can't be opened to its end */
    void check() {
        try (InputStream in = open()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @param note what else is to be written in the same transaction */
    void read(IdentityCopy copy, Consumer<DSLContext> note) {
        try (InputStream in = open()) {
            copy.read(() -> line(in), note);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private InputStream open() throws IOException {
        return new SealedInput(new BufferedInputStream(Files.newInputStream(directory.resolve(NAME))), passphrase);
    }

    private static byte @Nullable [] line(InputStream in) {
        try {
            var line = new ByteArrayOutputStream(1024);
            int each = in.read();
            if (each < 0) {
                return null;
            }
            for (; each != '\n' && each >= 0; each = in.read()) {
                if (line.size() >= MAX_LINE) {
                    throw new UserError("the sealed file has a line that is too long");
                }
                line.write(each);
            }
            return line.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UserError unreadable(Exception e) {
        return new UserError(directory.resolve(NAME) + " can't be read: " + e.getMessage(), e);
    }
}
