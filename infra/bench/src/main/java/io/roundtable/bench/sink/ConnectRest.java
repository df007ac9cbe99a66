package io.roundtable.bench.sink;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a worker of Kafka Connect is told while it runs. */
record ConnectRest(HttpClient client, int port) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;

    static ConnectRest onFreePort() {
        return new ConnectRest(HttpClient.newHttpClient(), Node.freePort());
    }

    /** Whether a connector and its task run; a task that has failed is told with its reason. */
    boolean isRunning(String connector) {
        try {
            var answer = send(connector + "/status", "GET");
            if (answer.statusCode() != OK) {
                return false; // it hasn't come to that one yet
            }
            var task = JSON.readTree(answer.body()).path("tasks").path(0);
            if (task.path("state").asText().equals("FAILED")) {
                throw new BenchFailure(
                        connector + " has failed: " + task.path("trace").asText());
            }
            return task.path("state").asText().equals("RUNNING");
        } catch (IOException e) {
            return false; // it doesn't listen yet
        }
    }

    void pause(String connector) {
        put(connector + "/pause");
    }

    void resume(String connector) {
        put(connector + "/resume");
    }

    private void put(String path) {
        try {
            var answer = send(path, "PUT");
            if (answer.statusCode() >= 300) {
                throw new BenchFailure(path + " was answered " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new BenchFailure("Kafka Connect could not be told to " + path, e);
        }
    }

    private HttpResponse<String> send(String path, String method) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/connectors/" + path));
            return client.send(
                    request.timeout(LIMIT)
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
