package io.roundtable.testkit.talk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * One connection that stays open (HTTP/1.1), for tests that need many at a time: the JDK's client keeps its own counsel
 * about how many it opens. Knows bodies of a stated length only. For one thread at a time.
 */
public final class KeptConnection implements AutoCloseable {
    private static final int ANSWER_LIMIT_MILLIS = 45_000;

    private final Node node;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public KeptConnection(Node node) throws IOException {
        this.node = node;
        this.socket = new Socket(node.url().getHost(), node.url().getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** @param body JSON; empty for none */
    public Answer ask(String method, String path, String token, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = "%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(
                        method,
                        path,
                        node.url().getAuthority(),
                        token,
                        bytes.length == 0 ? "" : "Content-Type: application/json\r\n",
                        bytes.length);
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(bytes);
        out.write(request.toByteArray());
        out.flush();
        var answer = answer();
        node.witness().saw(method, path, answer);
        return answer;
    }

    private Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(
                headers.getOrDefault("content-length", List.of("0")).getFirst());
        return new Answer(status, HttpHeaders.of(headers, (_, _) -> true), in.readNBytes(length));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server has closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
