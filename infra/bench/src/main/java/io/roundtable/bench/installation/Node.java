package io.roundtable.bench.installation;

import java.io.IOException;
import java.net.ServerSocket;

/** One of the product's roles in a process of its own. */
public record Node(Child process, int port) implements AutoCloseable {

    /** One that nobody listens on now. */
    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchFailure("no free port", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
