package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roundtable.http.Ids;
import io.roundtable.http.access.Caller;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.query.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys of sandboxes as two nodes know them. */
final class SandboxKeysOnNodesTest {

    private final DatabaseSettings database = IdentityDatabase.create();
    private final TestClock clock = new TestClock();
    private final Node a = new Node(database, clock);
    private final Node b = new Node(database, clock);
    private final GivenKey key = GivenKey.in(a.keysOfSandboxes, WithoutLog.SANDBOX);

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void shouldSayForWhichSandboxAKeySpeaks() {
        // When
        Caller caller = b.verifier.verify(key.text());

        // Then
        assertThat(caller)
                .isEqualTo(
                        new Caller.Resident(key.owner().workspace(), key.owner().sandbox(), key.id()));
    }

    @Test
    void shouldTakeNothingButTheWholeKey() {
        for (var text : List.of(
                GivenKey.text(key.id(), 'b'),
                GivenKey.text(Ids.key(), 'a'),
                key.text().replace("_test_", "_live_"),
                key.text().substring(0, key.text().length() - 1),
                key.text() + "a",
                key.text() + " ",
                key.text().replace('a', 'A'),
                "rt_",
                "rt_" + "x".repeat(5_000))) {
            assertThat(b.verifier.verify(text)).as(text).isNull();
        }
    }

    @Test
    void shouldStillKnowPersonsByTheirTokens() {
        // Given
        Session session = a.register("ada@example.com");

        // When
        Caller caller = a.verifier.verify(session.accessToken());

        // Then
        assertThat(caller).isEqualTo(new Caller.Person(a.userOf(session), false));
    }

    @Test
    void shouldShutOutARevokedKeyOnAnotherNodeWithinASecond() {
        // Given
        try (IdentityWatch _ = b.watch()) {
            awaitListening();
            assertThat(b.verifier.verify(key.text())).isNotNull();

            // When
            a.keysOfSandboxes.revoke(key.owner(), key.id(), clock.instant());

            // Then
            await().atMost(Duration.ofSeconds(1)).until(() -> b.verifier.verify(key.text()) == null);
        }
    }

    @Test
    void shouldAskTheDatabaseOnceForAKeyAndOnceForOneThatIsNot() {
        // Given
        String madeUp = GivenKey.text(Ids.key(), 'a');
        assertThat(b.verifier.isAtHand(key.text())).isFalse();
        assertThat(b.verifier.verify(key.text())).isNotNull();
        assertThat(b.verifier.verify(madeUp)).isNull();

        // When
        b.close();

        // Then
        assertThat(b.verifier.isAtHand(key.text())).isTrue();
        assertThat(b.verifier.isAtHand(madeUp)).isTrue();
        assertThat(b.verifier.verify(key.text())).isNotNull();
        assertThat(b.verifier.verify(madeUp)).isNull();
        assertThatThrownBy(() -> b.verifier.verify(GivenKey.text(Ids.key(), 'a')))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void shouldForgetInTimeAKeyOfWhichItMayHaveMissedTheEnd() {
        // Given
        assertThat(b.verifier.verify(key.text())).isNotNull();
        a.keysOfSandboxes.revoke(key.owner(), key.id(), clock.instant());

        // When
        clock.advance(Duration.ofMinutes(61));

        // Then
        assertThat(b.verifier.verify(key.text())).isNull();
    }

    @Test
    void shouldTellOfTheLastUseWithoutWritingAtEach() {
        // Given
        b.verifier.verify(key.text());
        clock.advance(Duration.ofSeconds(5));
        b.verifier.verify(key.text());
        b.verifier.verify(GivenKey.text(key.id(), 'b'));
        Instant before = lastUsed();

        // When
        b.keyUses.write();

        // Then
        assertThat(before).isNull();
        assertThat(lastUsed()).isEqualTo(clock.instant());
    }

    private @Nullable Instant lastUsed() {
        var page = a.keysOfSandboxes.page(key.owner(), new PageRequest<>(null, 1, false, false));
        return page.rows().getFirst().dates().lastUsedAt();
    }

    /** The first thing that a watch does is to forget everything. */
    private void awaitListening() {
        b.verifier.verify(key.text());
        await().atMost(Duration.ofSeconds(10)).until(() -> !b.verifier.isAtHand(key.text()));
    }
}
