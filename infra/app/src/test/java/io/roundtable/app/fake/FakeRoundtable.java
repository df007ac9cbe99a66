package io.roundtable.app.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roundtable.contract.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The paths that the command line uses, in memory, behind real HTTP. */
public final class FakeRoundtable implements AutoCloseable {
    private static final int LARGEST_PAGE = 3;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeLogins logins = new FakeLogins();
    private final FakeWorkspaces workspaces = new FakeWorkspaces();
    private final FakeInbox inbox = new FakeInbox();
    private final FakeDeadLetters deadLetters = new FakeDeadLetters();
    private final FakeWebhooks webhooks = new FakeWebhooks();
    private final FakePoison poison = new FakePoison();
    private final FakeFeed feed = new FakeFeed();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Queue<FakeAnswer> interruptions = new ArrayDeque<>();
    private volatile FakeAnswer deliveries = FakeAnswer.problem(403, "forbidden", "");
    private volatile FakeAnswer audit = FakeAnswer.problem(403, "forbidden", "");
    private volatile String readiness = "{\"status\":\"ready\",\"parts\":[]}";

    public FakeRoundtable() {
        this(0);
    }

    public FakeRoundtable(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public FakeWorkspaces workspaces() {
        return workspaces;
    }

    /** Of whichever sandbox. */
    public FakeInbox inbox() {
        return inbox;
    }

    /** Of whichever workspace. */
    public FakeDeadLetters deadLetters() {
        return deadLetters;
    }

    /** Of whichever workspace. */
    public FakeWebhooks webhooks() {
        return webhooks;
    }

    /** For whoever is known: everybody is an operator here. */
    public FakePoison poison() {
        return poison;
    }

    /** Of whichever workspace. */
    public FakeFeed feed() {
        return feed;
    }

    public FakeLogins logins() {
        return logins;
    }

    /** Method and path of everything asked for. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Answers the next message that is sent like this, without looking at it. */
    public void interruptNextMessage(FakeAnswer answer) {
        synchronized (interruptions) {
            interruptions.add(answer);
        }
    }

    /** What operators are told of deliveries. */
    public void deliveries(FakeAnswer answer) {
        deliveries = answer;
    }

    /** What operators are told of commands. */
    public void audit(FakeAnswer answer) {
        audit = answer;
    }

    public void readiness(String body) {
        readiness = body;
    }

    /** What the server has to know of a request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(
            String method,
            String path,
            Map<String, String> query,
            @Nullable String key,
            @Nullable String lastEventId,
            byte[] body) {
        <T> T as(Class<T> type) {
            return Json.read(body, type);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            requests.add(exchange.getRequestMethod() + " " + uri.getPath());
            var request = new Request(
                    exchange.getRequestMethod(),
                    uri.getPath(),
                    query(uri.getQuery()),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    exchange.getRequestHeaders().getFirst("Last-Event-ID"),
                    exchange.getRequestBody().readAllBytes());
            var answer = answer(request, exchange.getRequestHeaders().getFirst("Authorization"));
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private FakeAnswer answer(Request request, @Nullable String authorization) {
        if (request.path().equals("/health/readiness")) {
            return FakeAnswer.of(readiness.contains("not_ready") ? 503 : 200, readiness);
        }
        if (request.path().startsWith("/v1/auth/")) {
            return logins.answer(request);
        }
        if (!logins.isKnown(authorization) && !workspaces.isKey(authorization)) {
            return FakeAnswer.problem(401, "unauthorized", "").with("WWW-Authenticate", "Bearer");
        }
        if (request.method().equals("POST") && request.path().endsWith("/messages")) {
            synchronized (interruptions) {
                var interruption = interruptions.poll();
                if (interruption != null) {
                    return interruption;
                }
            }
        }
        if (request.path().equals("/v1/admin/status")) {
            return deliveries;
        }
        if (request.path().equals("/v1/admin/audit")) {
            return audit;
        }
        if (request.path().startsWith("/v1/admin/dead-letters")) {
            return poison.answer(request);
        }
        if (request.path().contains("/events")) {
            return feed.answer(request);
        }
        if (request.path().contains("/webhooks")) {
            return webhooks.answer(request);
        }
        if (request.path().contains("/inbox")) {
            return inbox.answer(request);
        }
        return request.path().contains("/dead-letters") ? deadLetters.answer(request) : workspaces.answer(request);
    }

    /** An entry or more of a list, from where the cursor says. */
    static FakeAnswer page(Request request, List<String> entries) {
        int from = Integer.parseInt(request.query().getOrDefault("cursor", "0"));
        int to = Math.min(from + LARGEST_PAGE, entries.size());
        var next = to < entries.size() ? "\"" + to + "\"" : "null";
        return FakeAnswer.of(
                200,
                "{\"data\":[%s],\"pagination\":{\"next_cursor\":%s,\"limit\":%d},\"high_water\":9}"
                        .formatted(String.join(",", entries.subList(from, to)), next, LARGEST_PAGE));
    }

    private static Map<String, String> query(@Nullable String text) {
        var result = new java.util.HashMap<String, String>();
        if (text != null) {
            for (var part : text.split("&", -1)) {
                int at = part.indexOf('=');
                result.put(part.substring(0, at), part.substring(at + 1));
            }
        }
        return result;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
