package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthControllerTest {

    private static final IdentityServer SERVER = new IdentityServer(IdentityDatabase.create());

    private final String email = "ada" + System.nanoTime() + "@example.com";

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void shouldAnswerARegistrationWithTheUserAndTheirTokens() {
        // When
        Answer answer = SERVER.register(email.replace("ada", "ADA"));

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/v1/users/me");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.body().path("expires_in").asInt()).isEqualTo(900);
        assertThat(answer.body().path("user").path("email").asText()).isEqualTo(email);
        assertThat(SERVER.get(answer.header("Location"), answer.text("access_token"))
                        .body())
                .isEqualTo(answer.body().path("user"));
    }

    @Test
    void shouldTellWhichOfAddressAndNameIsTaken() {
        // Given
        String name = "ada" + System.nanoTime();
        String body = """
            {"email": "%s", "password": "correct horse", "full_name": "Ada", "username": "%s"}\
            """;
        SERVER.write("POST", "/v1/auth/register", null, body.formatted(email, name));

        // When
        Answer sameEmail = SERVER.register(email.replace("ada", "Ada"));
        Answer sameName =
                SERVER.write("POST", "/v1/auth/register", null, body.formatted("b" + email, name.replace("a", "A")));

        // Then
        sameEmail.isProblem(409, "email_taken");
        sameName.isProblem(409, "username_taken");
    }

    @Test
    void shouldLogInAndSayWhen() {
        // Given
        SERVER.register(email);

        // When
        Answer answer = SERVER.login(email, "correct horse");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body().path("user").path("last_login_at").asText())
                .isEqualTo(SERVER.clock.instant().toString());
    }

    @Test
    void shouldAnswerUnknownUserAndWrongPasswordAlike() {
        // Given
        SERVER.register(email);

        // When
        Answer wrong = SERVER.login(email, "wrong horse");
        Answer unknown = SERVER.login("b" + email, "correct horse");

        // Then
        assertThat(wrong.isProblem(401, "invalid_credentials").text("detail"))
                .isEqualTo(unknown.isProblem(401, "invalid_credentials").text("detail"));
        assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void shouldEndTheSessionWhenARefreshTokenIsUsedTwice() {
        // Given
        String first = SERVER.register(email).text("refresh_token");
        Answer renewed = SERVER.refresh(first);

        // When
        Answer reused = SERVER.refresh(first);

        // Then
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(SERVER.get("/v1/users/me", renewed.text("access_token")).status())
                .isEqualTo(200);
        reused.isProblem(401, "invalid_refresh_token");
        SERVER.refresh(renewed.text("refresh_token")).isProblem(401, "invalid_refresh_token");
    }

    @Test
    void shouldEndTheSessionOnLogoutHoweverOften() {
        // Given
        String token = SERVER.register(email).text("refresh_token");

        // When
        Answer once = SERVER.logout(token);
        Answer twice = SERVER.logout(token);

        // Then
        assertThat(once.status()).isEqualTo(204);
        assertThat(once.body().isMissingNode()).isTrue();
        assertThat(twice.status()).isEqualTo(204);
        SERVER.refresh(token).isProblem(401, "invalid_refresh_token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        register | email         | {"password": "correct horse", "full_name": "A"}
        register | email         | {"email": "nobody", "password": "correct horse", "full_name": "A"}
        register | email         | {"email": 7, "password": "correct horse", "full_name": "A"}
        register | password      | {"email": "a@b.c", "password": "short", "full_name": "A"}
        register | full_name     | {"email": "a@b.c", "password": "correct horse", "full_name": ""}
        register | full_name     | {"email": "a@b.c", "password": "correct horse", "full_name": "a\\u0000b"}
        register | full_name     | {"email": "a@b.c", "password": "correct horse", "full_name": "a\\ud800b"}
        register | username      | {"email": "a@b.c", "password": "correct horse", "full_name": "A", "username": "a b"}
        register | is_operator   | {"email": "a@b.c", "password": "correct horse", "full_name": "A", "is_operator": true}
        login    | password      | {"email": "a@b.c"}
        login    | email         | {"password": "correct horse"}
        login    | remember      | {"email": "a@b.c", "password": "correct horse", "remember": true}
        refresh  | refresh_token | {}
        refresh  | refresh_token | {"refresh_token": ""}
        refresh  | refresh_token | {"refresh_token": "a\\u0000"}
        refresh  | refresh_token | {"refresh_token": ["rr_a"]}
        logout   | refresh_token | {"refresh_token": null}
        """)
    void shouldNameTheFieldThatIsWrong(String action, String field, String body) {
        SERVER.write("POST", "/v1/auth/" + action, null, body).isFaultOf(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "{} {}", "\"a\""})
    void shouldRefuseABodyThatIsNoObject(String body) {
        for (String action : new String[] {"register", "login", "refresh", "logout"}) {
            SERVER.write("POST", "/v1/auth/" + action, null, body).isProblem(400, "invalid_request");
        }
    }

    @Test
    void shouldRefuseATokenThatNobodyGave() {
        SERVER.refresh("rr_made-up").isProblem(401, "invalid_refresh_token");
    }

    @Test
    void shouldCheckTypeAndSizeBeforeTheBodyAndItsQuery() {
        // When
        Answer wrongType = SERVER.send(SERVER.request("/v1/auth/login?a=b", null)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{")));
        Answer wrongAccept =
                SERVER.send(SERVER.json("POST", "/v1/auth/login?a=b", null, "{").header("Accept", "text/html"));
        Answer tooLarge = SERVER.write("POST", "/v1/auth/login?a=b", null, " ".repeat(1024 * 1024 + 1));
        Answer query = SERVER.write("POST", "/v1/auth/login?a=b", null, "{}");

        // Then
        wrongType.isProblem(415, "unsupported_media_type");
        wrongAccept.isProblem(406, "not_acceptable");
        tooLarge.isProblem(413, "payload_too_large");
        query.isFaultOf("a");
    }

    @Test
    void shouldSayWhenToComeBackWhileTooManyPasswordsAreChecked() {
        try (IdentityServer busy = new IdentityServer(IdentityDatabase.create())) {
            // Given
            busy.bean(Passwords.class).close();

            // When
            Answer register = busy.register(email);
            Answer login = busy.login(email, "correct horse");

            // Then
            assertThat(register.isProblem(503, "overloaded").header("Retry-After"))
                    .isEqualTo("2");
            assertThat(login.isProblem(503, "overloaded").header("Retry-After")).isEqualTo("2");
        }
    }
}
