package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.http.access.Caller;
import io.roundtable.persistence.DatabaseSettings;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SessionsTest {

    private static final DatabaseSettings DATABASE = IdentityDatabase.create();

    private final TestClock clock = new TestClock();
    private final Node node = new Node(DATABASE, clock);
    private final String email = "ada" + System.nanoTime() + "@example.com";

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldLetInWhoHasRegistered() {
        // When
        Session session = node.register(email);

        // Then
        assertThat(session.expiresIn()).isEqualTo(Duration.ofMinutes(15));
        assertThat(node.accessTokens.check(session.accessToken()))
                .isEqualTo(new Verification.Valid(new Caller.Person(node.userOf(session), false)));
    }

    @Test
    void shouldRefuseAnEmailThatIsTakenInAnyCase() {
        // Given
        node.register(email);

        // When
        Registration second =
                node.accounts.register(new NewAccount(email.replace("ada", "ADA"), "another password", "Eve", null));

        // Then
        assertThat(second).isEqualTo(new Registration.EmailTaken());
    }

    @Test
    void shouldRefuseAUsernameThatIsTakenInAnyCase() {
        // Given
        String name = "Ada" + System.nanoTime();
        node.accounts.register(new NewAccount(email, "correct horse", "Ada", name));

        // When
        Registration second = node.accounts.register(
                new NewAccount("other-" + email, "correct horse", "Eve", name.replace("Ada", "aDA")));

        // Then
        assertThat(second).isEqualTo(new Registration.UsernameTaken());
    }

    @Test
    void shouldLogInWhateverTheCaseOfTheEmailAndRememberWhen() {
        // Given
        node.register(email);
        clock.advance(Duration.ofHours(1));

        // When
        Login login = node.sessions.login(new Credentials(email.replace("ada", "Ada"), "correct horse"));

        // Then
        assertThat(login)
                .isInstanceOfSatisfying(
                        Login.LoggedIn.class,
                        in -> assertThat(in.session().user().activity().lastLoginAt())
                                .isEqualTo(clock.instant()));
    }

    @Test
    void shouldAnswerUnknownUserAndWrongPasswordAlikeAtTheSameCost() {
        // Given
        node.register(email);
        int before = node.hash.verifications.get();

        // When
        Login wrong = node.sessions.login(new Credentials(email, "wrong horse"));
        int afterWrong = node.hash.verifications.get();
        Login unknown = node.sessions.login(new Credentials("nobody-" + email, "correct horse"));
        int afterUnknown = node.hash.verifications.get();

        // Then
        assertThat(wrong).isEqualTo(new Login.Refused()).isEqualTo(unknown);
        assertThat(afterWrong - before).isEqualTo(1);
        assertThat(afterUnknown - afterWrong).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhoMayNotComeInAnyMoreAtTheSameCost() {
        // Given
        Session session = node.register(email);
        node.users.grant(node.userOf(session), false, false, clock.instant());
        int before = node.hash.verifications.get();

        // When
        Login login = node.sessions.login(new Credentials(email, "correct horse"));

        // Then
        assertThat(login).isEqualTo(new Login.Refused());
        assertThat(node.hash.verifications.get() - before).isEqualTo(1);
        assertThat(node.sessions.refresh(session.refreshToken())).isEqualTo(new Renewal.Refused());
    }

    @Test
    void shouldGoOnWithAnotherRefreshTokenEachTime() {
        // Given
        Session first = node.register(email);

        // When
        Session second = renewed(node.sessions.refresh(first.refreshToken()));
        Session third = renewed(node.sessions.refresh(second.refreshToken()));

        // Then
        assertThat(third.refreshToken()).isNotEqualTo(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(node.accessTokens.check(third.accessToken())).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void shouldEndTheSessionWhenARefreshTokenIsUsedTwice() {
        // Given
        Session first = node.register(email);
        Session second = renewed(node.sessions.refresh(first.refreshToken()));

        // When
        Renewal stolen = node.sessions.refresh(first.refreshToken());

        // Then
        assertThat(stolen).isEqualTo(new Renewal.Refused());
        assertThat(node.sessions.refresh(second.refreshToken())).isEqualTo(new Renewal.Refused());
    }

    @Test
    void shouldLeaveAnotherLoginAloneWhenOneSessionEnds() {
        // Given
        Session here = node.register(email);
        Login there = node.sessions.login(new Credentials(email, "correct horse"));

        // When
        node.sessions.logout(here.refreshToken());

        // Then
        assertThat(node.sessions.refresh(here.refreshToken())).isEqualTo(new Renewal.Refused());
        assertThat(there)
                .isInstanceOfSatisfying(
                        Login.LoggedIn.class,
                        in -> assertThat(node.sessions.refresh(in.session().refreshToken()))
                                .isInstanceOf(Renewal.Renewed.class));
    }

    @Test
    void shouldTakeLoggingOutWithAnythingForDone() {
        node.sessions.logout("");
        node.sessions.logout("rr_never-heard-of");
    }

    @Test
    void shouldEndASessionThatWasNotRefreshedInTime() {
        // Given
        Session session = node.register(email);

        // When
        clock.advance(Node.SETTINGS.refreshTokenTtl());

        // Then
        assertThat(node.sessions.refresh(session.refreshToken())).isEqualTo(new Renewal.Refused());
    }

    @Test
    void shouldEndASessionInTheEndHoweverOftenItWasRefreshed() {
        // Given
        Session session = node.register(email);
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofDays(29));
            session = renewed(node.sessions.refresh(session.refreshToken()));
        }

        // When
        clock.advance(Duration.ofDays(3));

        // Then
        assertThat(node.sessions.refresh(session.refreshToken())).isEqualTo(new Renewal.Refused());
    }

    @Test
    void shouldNotShowSecrets() {
        // Given
        Session session = node.register(email);

        // When
        String shown = session + " " + new Credentials(email, "correct horse");

        // Then
        assertThat(shown).doesNotContain(session.refreshToken(), session.accessToken(), "correct horse", email);
    }

    private static Session renewed(Renewal renewal) {
        return switch (renewal) {
            case Renewal.Renewed(var session) -> session;
            case Renewal.Refused _ -> throw new AssertionError("refused");
        };
    }
}
