package io.roundtable.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One connection with at most one request on it. */
final class Wire implements AutoCloseable {
    private static final int FIRST_BUFFER = 4 * 1024;

    /** More than any answer that is measured. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] in = new byte[FIRST_BUFFER];
    private int filled;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long meantNanos;

    private Wire(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
        key.attach(this);
    }

    static Wire connect(InetSocketAddress to, Selector selector) throws IOException {
        var channel = SocketChannel.open(to);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return new Wire(channel, channel.register(selector, SelectionKey.OP_READ));
    }

    /** @param meant when it should go out, by {@link System#nanoTime()} */
    void send(byte[] request, long meant) throws IOException {
        out = ByteBuffer.wrap(request);
        filled = 0;
        meantNanos = meant;
        write();
    }

    long meantNanos() {
        return meantNanos;
    }

    byte[] answer() {
        return Arrays.copyOf(in, filled);
    }

    int status() {
        return AnswerScan.status(in);
    }

    /** Goes on with what it can; whether the whole answer has come with it. */
    boolean advance() throws IOException {
        if (key.isWritable()) {
            write();
        }
        return key.isReadable() && read();
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private boolean read() throws IOException {
        if (filled == in.length) {
            if (filled >= LARGEST) {
                throw new IOException("an answer of more than " + LARGEST + " bytes");
            }
            in = Arrays.copyOf(in, 2 * filled);
        }
        int got = channel.read(ByteBuffer.wrap(in, filled, in.length - filled));
        if (got < 0) {
            throw new IOException("the server has closed a connection");
        }
        filled += got;
        return AnswerScan.length(in, filled) == filled;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
