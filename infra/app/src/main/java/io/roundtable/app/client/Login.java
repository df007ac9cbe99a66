package io.roundtable.app.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.roundtable.app.UserError;
import io.roundtable.contract.wire.Json;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The paths under {@code /v1/auth} of one server. */
public final class Login implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ApiClient client;
    private final Clock clock;

    public Login(URI server, Clock clock) {
        this.client = new ApiClient(server, Tokens.none(), RetryPolicy.lasting(PATIENCE));
        this.clock = clock;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Granted(String accessToken, String refreshToken, long expiresIn) {}

    /** @throws ApiFailure 401 where the server doesn't know the two together */
    Credentials login(String email, String password) {
        return credentials(email, post("login", Map.of("email", email, "password", password)));
    }

    /** @throws ApiFailure 409 where the address is taken */
    Credentials register(String email, String password, String fullName) {
        var body = Map.of("email", email, "password", password, "full_name", fullName);
        return credentials(email, post("register", body));
    }

    /** The access token of a user who is made where there is none. */
    public String loginOrRegister(String email, String password, String fullName) {
        return token(email, password)
                .orElseGet(() -> register(email, password, fullName).accessToken());
    }

    /** An access token; empty where the server doesn't know the two together. */
    public Optional<String> token(String email, String password) {
        try {
            return Optional.of(login(email, password).accessToken());
        } catch (ApiFailure e) {
            if (e.problem().status() != 401) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** @throws ApiFailure 401 where the refresh token is no longer good */
    Credentials refresh(Credentials old) {
        return credentials(old.email(), post("refresh", Map.of("refresh_token", old.refreshToken())));
    }

    void logout(Credentials credentials) {
        post("logout", Map.of("refresh_token", credentials.refreshToken()));
    }

    private ApiResponse post(String action, Map<String, String> body) {
        return client.require(ApiRequest.post("/v1/auth/" + action, Json.write(body)));
    }

    private Credentials credentials(String email, ApiResponse response) {
        var granted = response.as(Granted.class);
        if (granted.expiresIn() <= 0) {
            throw new UserError("the server grants a token that has ended already");
        }
        return new Credentials(
                client.server(),
                email,
                granted.accessToken(),
                clock.instant().plusSeconds(granted.expiresIn()),
                granted.refreshToken());
    }

    @Override
    public void close() {
        client.close();
    }
}
