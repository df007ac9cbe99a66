package io.roundtable.bench.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Room;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Somebody to whom messages are handed. Runs until the product stops, or until its thread is interrupted. */
sealed interface Receiver {
    /** As the figures name it. */
    String text();

    /** Makes sure that messages to the second sandbox of a room are received from now on. */
    void begin(Api owner, Room room, Receipts receipts);

    int SANDBOX = 1;

    /** Asks, and waits, and asks again. */
    record LongPoll() implements Receiver {
        @Override
        public String text() {
            return "long poll";
        }

        @Override
        public void begin(Api owner, Room room, Receipts receipts) {
            background(() -> {
                while (true) {
                    var got = owner.post(room.inbox(SANDBOX) + "/receive", "{\"max\":100,\"wait_seconds\":20}");
                    got.path("data").forEach(receipts::received);
                    acknowledge(owner, room, list(got.path("data")));
                }
            });
        }
    }

    /** Server-sent events. */
    record EventStream() implements Receiver {
        private static final String DATA = "data:";
        private static final JsonMapper JSON = new JsonMapper();

        @Override
        public String text() {
            return "event stream";
        }

        @Override
        public void begin(Api owner, Room room, Receipts receipts) {
            background(() -> {
                try (var lines = owner.lines(room.inbox(SANDBOX) + "/stream?max_in_flight=1000")) {
                    lines.filter(line -> line.startsWith(DATA)).forEach(line -> {
                        var message = parsed(line.substring(DATA.length()));
                        receipts.received(message);
                        acknowledge(owner, room, List.of(message));
                    });
                }
            });
        }

        private static JsonNode parsed(String text) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new BenchFailure("no JSON: " + text, e);
            }
        }
    }

    /** Called by the courier. */
    record Webhook() implements Receiver {
        private static final JsonMapper JSON = new JsonMapper();
        private static final int NO_CONTENT = 204;

        @Override
        public String text() {
            return "webhook";
        }

        @Override
        public void begin(Api owner, Room room, Receipts receipts) {
            try {
                var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.setExecutor(
                        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory()));
                server.createContext("/", exchange -> take(exchange, receipts));
                server.start();
                var sandbox = room.inbox(SANDBOX).replaceFirst("/inbox$", "");
                var _ = owner.put(
                        sandbox + "/webhook",
                        "{\"url\":\"http://127.0.0.1:%d/\"}"
                                .formatted(server.getAddress().getPort()));
            } catch (IOException e) {
                throw new BenchFailure("nobody can be called", e);
            }
        }

        private static void take(HttpExchange exchange, Receipts receipts) throws IOException {
            try (exchange) {
                receipts.received(
                        JSON.readTree(exchange.getRequestBody().readAllBytes()).path("data"));
                exchange.sendResponseHeaders(NO_CONTENT, -1);
            }
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** Beside the next receipt, as a receiver that is in a hurry does. */
    private static void acknowledge(Api owner, Room room, List<JsonNode> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var leases = messages.stream().map(MadeConversations::lease).collect(Collectors.joining(","));
        background(() -> {
            var _ = owner.post(room.inbox(SANDBOX) + "/ack", "{\"leases\":[" + leases + "]}");
        });
    }

    private static void background(Runnable work) {
        var _ = Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (BenchFailure | UncheckedIOException e) {
                return; // the product has stopped; what is missing then is missed by who counts
            }
        });
    }
}
