package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roundtable.http.access.Caller;
import io.roundtable.persistence.DatabaseSettings;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TwoNodesTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final DatabaseSettings database = IdentityDatabase.create();
    private final TestClock clock = new TestClock();
    private final Node a = new Node(database, clock);
    private final Node b = new Node(database, clock);
    private final Session session = a.register("ada@example.com");

    @BeforeEach
    void letNodeBKnowTheFirstKey() {
        assertThat(b.accessTokens.check(session.accessToken())).isInstanceOf(Verification.Valid.class);
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void shouldHearOfANewKeyWithinASecond() {
        // Given
        try (IdentityWatch _ = b.watch()) {
            awaitListening();

            // When
            a.keys.rotate();

            // Then
            String newKey = a.keys.signer().kid();
            await().atMost(A_SECOND).until(() -> b.keys.accepts(newKey));
            assertThat(b.keys.signer().kid()).isEqualTo(newKey);
        }
    }

    @Test
    void shouldReadTheKeysAgainWhenATokenNamesOneThatIsUnknown() {
        // Given
        a.keys.rotate();
        Session fresh = a.register("eve@example.com");
        clock.advance(A_SECOND);

        // When
        Verification verification = b.accessTokens.check(fresh.accessToken());

        // Then
        assertThat(verification).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void shouldReadTheKeysAtMostOnceASecondHoweverManyUnknownKeysAreNamed() {
        // Given
        clock.advance(A_SECOND);
        b.keys.find("made-up");
        a.keys.rotate();
        Session fresh = a.register("eve@example.com");

        // When
        Verification tooSoon = b.accessTokens.check(fresh.accessToken());
        clock.advance(A_SECOND);
        Verification later = b.accessTokens.check(fresh.accessToken());

        // Then
        assertThat(tooSoon).isEqualTo(new Verification.Invalid());
        assertThat(later).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void shouldSignWithOneKeyOnBothNodes() {
        assertThat(b.keys.signer().kid()).isEqualTo(a.keys.signer().kid());
    }

    @Test
    void shouldShutOutADeactivatedUserOnAnotherNodeWithinASecond() {
        // Given
        try (IdentityWatch _ = b.watch()) {
            awaitListening();

            // When
            a.users.grant(a.userOf(session), false, false, clock.instant());

            // Then
            await().atMost(A_SECOND)
                    .untilAsserted(() -> assertThat(b.accessTokens.check(session.accessToken()))
                            .isEqualTo(new Verification.Invalid()));
        }
    }

    @Test
    void shouldKnowANewOperatorByATokenThatSaysOtherwise() {
        // Given
        try (IdentityWatch _ = b.watch()) {
            awaitListening();

            // When
            a.users.grant(a.userOf(session), true, true, clock.instant());

            // Then
            await().atMost(A_SECOND)
                    .untilAsserted(() -> assertThat(b.accessTokens.check(session.accessToken()))
                            .isEqualTo(new Verification.Valid(new Caller.Person(a.userOf(session), true))));
        }
    }

    @Test
    void shouldLearnAtItsStartOfWhatChangedBefore() {
        // Given
        clock.advance(A_SECOND);
        a.users.grant(a.userOf(session), false, false, clock.instant());

        // When
        b.changedAccess.read();

        // Then
        assertThat(b.accessTokens.check(session.accessToken())).isEqualTo(new Verification.Invalid());
    }

    /** The first thing that a watch does is to read everything: an access changed before shows that it has. */
    private void awaitListening() {
        clock.advance(A_SECOND);
        Session marker = a.register("marker@example.com");
        clock.advance(A_SECOND);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            clock.advance(Duration.ofMillis(1));
            a.users.grant(a.userOf(marker), false, false, clock.instant());
            assertThat(b.changedAccess.of(a.userOf(marker))).isPresent();
        });
    }
}
