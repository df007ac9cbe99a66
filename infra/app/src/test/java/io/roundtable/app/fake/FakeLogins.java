package io.roundtable.app.fake;

import io.roundtable.app.fake.FakeRoundtable.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users and tokens: a refresh token is good once. */
public final class FakeLogins {
    public static final String FIXED_TOKEN = "a-token";

    private final Map<String, String> passwords = new HashMap<>();
    private final Set<String> access = new HashSet<>(Set.of(FIXED_TOKEN));
    private final Set<String> refresh = new HashSet<>();
    private int issued;
    private int expiresIn = 900;

    record Body(
            @Nullable String email,
            @Nullable String password,
            @Nullable String fullName,
            @Nullable String refreshToken) {}

    public synchronized void user(String email, String password) {
        passwords.put(email, password);
    }

    /** No access token given so far is good any more. */
    public synchronized void endAccessTokens() {
        access.clear();
    }

    public synchronized void expiresIn(int seconds) {
        expiresIn = seconds;
    }

    synchronized boolean isKnown(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith("Bearer ")
                && access.contains(authorization.substring("Bearer ".length()));
    }

    synchronized FakeAnswer answer(Request request) {
        var body = request.as(Body.class);
        return switch (request.path()) {
            case "/v1/auth/register" ->
                passwords.putIfAbsent(String.valueOf(body.email()), String.valueOf(body.password())) == null
                        ? granted(201)
                        : FakeAnswer.problem(409, "email_taken", "");
            case "/v1/auth/login" ->
                String.valueOf(body.password()).equals(passwords.get(String.valueOf(body.email())))
                        ? granted(200)
                        : FakeAnswer.problem(401, "invalid_credentials", "");
            case "/v1/auth/refresh" ->
                refresh.remove(String.valueOf(body.refreshToken()))
                        ? granted(200)
                        : FakeAnswer.problem(401, "invalid_refresh_token", "");
            case "/v1/auth/logout" -> {
                refresh.remove(String.valueOf(body.refreshToken()));
                yield FakeAnswer.of(204, "");
            }
            default -> FakeAnswer.problem(404, "not_found", "");
        };
    }

    private FakeAnswer granted(int status) {
        issued++;
        access.add("access-" + issued);
        refresh.add("refresh-" + issued);
        return FakeAnswer.of(
                status,
                "{\"access_token\":\"access-%d\",\"refresh_token\":\"refresh-%d\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"user\":{}}"
                        .formatted(issued, issued, expiresIn));
    }
}
