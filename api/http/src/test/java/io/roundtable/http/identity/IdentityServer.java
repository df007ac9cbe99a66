package io.roundtable.http.identity;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.ReadModel;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.identity.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real server that has nothing but identity, and a client that says what it wants in one line. */
final class IdentityServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final TestClock clock = new TestClock();

    private final Database database;
    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    IdentityServer(DatabaseSettings settings) {
        this.database = Database.open(settings);
        this.context = ApplicationContext.builder()
                .properties(
                        Map.of(WithoutLog.PROPERTY, true, "roundtable.api.enabled", true, "micronaut.server.port", -1))
                .singletons(
                        database,
                        new ReadModel(database.projection(Node.PROJECTION)),
                        IdentitySettings.DEFAULTS,
                        MasterKey.none(),
                        clock,
                        HttpSettings.of("nowhere:9092", "https://roundtable.test/schemas/"))
                .start();
        this.server = context.getBean(EmbeddedServer.class).start();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A request; send it with {@link #send}. */
    HttpRequest.Builder request(String path, @Nullable String token) {
        var request = HttpRequest.newBuilder(server.getURI().resolve(path)).timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path, @Nullable String token) {
        return send(request(path, token));
    }

    Answer write(String method, String path, @Nullable String token, String body) {
        return send(json(method, path, token, body));
    }

    HttpRequest.Builder json(String method, String path, @Nullable String token, String body) {
        return request(path, token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    Answer register(String email) {
        return write("POST", "/v1/auth/register", null, """
            {"email": "%s", "password": "correct horse", "full_name": "Ada Lovelace"}\
            """.formatted(email));
    }

    Answer login(String email, String password) {
        return write("POST", "/v1/auth/login", null, """
            {"email": "%s", "password": "%s"}\
            """.formatted(email, password));
    }

    Answer refresh(String refreshToken) {
        return write("POST", "/v1/auth/refresh", null, "{\"refresh_token\": \"" + refreshToken + "\"}");
    }

    Answer logout(String refreshToken) {
        return write("POST", "/v1/auth/logout", null, "{\"refresh_token\": \"" + refreshToken + "\"}");
    }

    /** The access token of an operator. */
    String operator() {
        String email = "op" + System.nanoTime() + "@example.com";
        bean(FirstOperator.class).ensure(new NewAccount(email, "battery staple", "Grace Hopper", null));
        return login(email, "battery staple").text("access_token");
    }

    @Override
    public void close() {
        client.close();
        server.close();
        context.close();
        database.close();
    }
}
