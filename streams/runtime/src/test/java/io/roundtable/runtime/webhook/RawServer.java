package io.roundtable.runtime.webhook;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A receiver on loopback which says what it is told to, byte by byte, and keeps what it was asked. */
final class RawServer implements AutoCloseable {

    /** What it says to a request; closing the connection is left to it. */
    interface Answer {
        void to(Request request, Socket connection) throws IOException;
    }

    record Request(List<String> head, String body) {
        String header(String name) {
            return head.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    final AtomicInteger accepted = new AtomicInteger();
    private final ServerSocket socket;
    private final Answer answer;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    RawServer(ServerSocket socket, Answer answer) {
        this.socket = socket;
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    static RawServer on(String address, Answer answer) {
        try {
            return new RawServer(new ServerSocket(0, 2_000, InetAddress.ofLiteral(address)), answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static RawServer on(Answer answer) {
        return on("127.0.0.1", answer);
    }

    /** One that says the same each time, and keeps the connection. */
    static RawServer saying(String response) {
        return on((request, connection) -> write(connection, response));
    }

    static void write(Socket connection, String text) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    int port() {
        return socket.getLocalPort();
    }

    String address() {
        return socket.getInetAddress().getHostAddress();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                answer.to(request, connection);
            }
        } catch (IOException e) {
            // The sender has gone, as many of the tests want it to.
        } finally {
            open.remove(connection);
        }
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            // TLS begins with this byte; none is spoken here, and who tries is hung up on.
            if (b < 0 || b == 0x16) {
                return null;
            }
            head.append((char) b);
        }
        Request request = new Request(head.toString().lines().toList(), "");
        int length = Integer.parseInt("0" + request.header("Content-Length"));
        return new Request(request.head(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
