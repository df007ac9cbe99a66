package io.roundtable.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.FakeRoundtable;
import io.roundtable.app.fake.RecordingTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoginTest {
    private static final String EMAIL = "ada@example.com";

    private final FakeRoundtable server = new FakeRoundtable();

    @TempDir
    private Path config;

    private RecordingTerminal screen = new RecordingTerminal(Path.of("unused"));

    @BeforeEach
    void know() {
        server.logins().user(EMAIL, "correct horse");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldKeepTheLoginWhereOnlyItsOwnerCanReadIt() throws IOException {
        // When
        int exit = login();

        // Then
        assertThat(exit).as(screen.err()).isZero();
        var file = config.resolve("roundtable/credentials.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("refresh-1", EMAIL);
        try (var files = Files.list(file.resolveSibling("."))) {
            assertThat(files).as("nothing left behind").hasSize(1);
        }
    }

    @Test
    void shouldPrintTheTokenAndNothingElse() {
        // Given
        login();

        // When
        int exit = run("token");

        // Then
        assertThat(exit).isZero();
        assertThat(screen.out()).isEqualTo("access-1" + System.lineSeparator());
    }

    @Test
    void shouldRenewATokenThatIsAboutToEnd() {
        // Given
        server.logins().expiresIn(10);
        login();
        server.logins().expiresIn(900);

        // When
        run("token");
        var first = screen.out().strip();
        run("token");

        // Then
        assertThat(first).isEqualTo("access-2");
        assertThat(screen.out().strip()).as("renewed once, then kept").isEqualTo("access-2");
    }

    @Test
    void shouldRenewATokenThatTheServerRefuses() throws IOException {
        // Given
        login();
        server.logins().endAccessTokens();
        var file = Files.writeString(
                config.resolve("one.jsonl"),
                "{\"conversation\":\"c\",\"seq\":0,\"from\":\"a\",\"to\":\"b\",\"message_type\":\"request\",\"content\":1}");

        // When
        int exit = run("import", file.toString());

        // Then
        assertThat(exit).as(screen.err()).isZero();
        assertThat(server.requests()).containsOnlyOnce("POST /v1/auth/refresh");
        assertThat(server.workspaces().messageCount()).isOne();
    }

    @Test
    void shouldAskForANewLoginWhenTheRefreshTokenIsNoLongerGood() {
        // Given
        server.logins().expiresIn(1);
        login();
        var stored = new CredentialStore(config.resolve("roundtable/credentials.json"));
        var credentials = stored.read().orElseThrow();
        stored.write(new Credentials(
                credentials.url(), EMAIL, credentials.accessToken(), credentials.expiresAt(), "used up"));

        // When
        int exit = run("token");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).contains("log in again (roundtable login)");
    }

    @Test
    void shouldForgetTheLogin() {
        // Given
        login();

        // When
        int exit = run("logout");

        // Then
        assertThat(exit).isZero();
        assertThat(config.resolve("roundtable/credentials.json")).doesNotExist();
        assertThat(server.requests()).contains("POST /v1/auth/logout");
    }

    @Test
    void shouldSayWhyALoginFails() {
        // Given
        screen = new RecordingTerminal(config).env("ROUNDTABLE_PASSWORD", "wrong");

        // When
        int exit = Commands.run(screen, "login", "--url", server.url(), "--email", EMAIL);

        // Then
        assertThat(exit).isOne();
        assertThat(screen.err().lines()).singleElement().asString().contains("401 invalid_credentials");
    }

    @Test
    void shouldSayHowToGiveThePasswordWhereNobodyCanBeAsked() {
        // When
        int exit = run("login", "--url", server.url(), "--email", EMAIL);

        // Then
        assertThat(exit).isOne();
        assertThat(screen.err()).contains("set ROUNDTABLE_PASSWORD");
    }

    @Test
    void shouldSendAKeptTokenOnlyToItsServer() {
        // Given
        login();

        // When
        int exit = run("token", "--url", "http://elsewhere.example");

        // Then
        assertThat(exit).isOne();
        assertThat(screen.err()).contains("not logged in at http://elsewhere.example");
    }

    private int login() {
        screen = new RecordingTerminal(config).env("ROUNDTABLE_PASSWORD", "correct horse");
        return Commands.run(screen, "login", "--url", server.url(), "--email", EMAIL);
    }

    private int run(String... args) {
        screen = new RecordingTerminal(config);
        return Commands.run(screen, args);
    }
}
