package io.roundtable.http.operations;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A server of no role at all: what it answers, every role answers. */
final class DocsServer implements AutoCloseable {

    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    DocsServer() {
        this("test.told", "nothing");
    }

    /** One that was told something. */
    DocsServer(String property, String value) {
        context = ApplicationContext.builder()
                .properties(Map.of("micronaut.server.port", -1, property, value))
                .start();
        server = context.getBean(EmbeddedServer.class).start();
    }

    /** @param headers names and values in turn */
    HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(server.getURI().resolve(path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        context.close();
    }
}
