package io.roundtable.persistence.identity;

import static io.roundtable.persistence.identity.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IdentityChangesTest {

    private final Database database = TestDatabase.withIdentity();
    private final Users users = new Users(database.identity());
    private final User ada = Fixtures.user("ada@example.com", null);
    private final BlockingQueue<IdentityChange> heard = new LinkedBlockingQueue<>();
    private IdentityChanges changes = IdentityChanges.listen(database.unpooled(), heard::add);

    @BeforeEach
    void insertUser() throws InterruptedException {
        users.insert(ada);
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new IdentityChange.Anything());
    }

    @AfterEach
    void close() {
        changes.close();
        database.close();
    }

    @Test
    void shouldHearOfAUsersChangeWithinASecond() throws InterruptedException {
        // When
        users.grant(ada.id(), false, false, NOW);

        // Then
        assertThat(withinASecond()).isEqualTo(new IdentityChange.UserChanged(ada.id()));
    }

    @Test
    void shouldHearOfANewSigningKeyWithinASecond() throws InterruptedException {
        // Given
        SigningKeys keys = new SigningKeys(database.identity(), MasterKey.none());
        VerificationKey published = new VerificationKey("kid", "{}", NOW, NOW.plusSeconds(1), NOW.plusSeconds(2));

        // When
        keys.rotateIfOlder(Duration.ZERO, NOW, Duration.ZERO, () -> new SigningKey(published, "{}"));

        // Then
        assertThat(withinASecond()).isEqualTo(new IdentityChange.SigningKeysChanged());
    }

    @Test
    void shouldHearOfARevokedKeyWithinASecondButNotOfItsUse() throws InterruptedException {
        // Given
        var keys = new SandboxKeys(database.identity());
        var key = Fixtures.key("laptop");
        keys.insert(key, "a secret");
        keys.used(Map.of(key.id(), NOW));

        // When
        keys.revoke(key.owner(), key.id(), NOW);

        // Then
        assertThat(withinASecond()).isEqualTo(new IdentityChange.SandboxKeyChanged(key.id()));
        assertThat(heard).isEmpty();
    }

    @Test
    void shouldNotBeToldOfLogins() throws InterruptedException {
        // When
        users.loggedIn(ada.id(), NOW);
        users.change(ada, ada.profile(), NOW);

        // Then
        assertThat(withinASecond()).isEqualTo(new IdentityChange.UserChanged(ada.id()));
        assertThat(heard).isEmpty();
    }

    @Test
    void shouldSayThatAnythingMayHaveChangedAfterItsConnectionWasLost() throws InterruptedException {
        // When
        database.identity()
                .execute("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where query like 'listen%' and datname = current_database()");

        // Then
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new IdentityChange.Anything());
        users.grant(ada.id(), true, true, NOW);
        assertThat(withinASecond()).isEqualTo(new IdentityChange.UserChanged(ada.id()));
    }

    @Test
    void shouldBeginAgainWhenTheListenerFails() throws InterruptedException {
        // Given
        changes.close();
        AtomicBoolean failed = new AtomicBoolean();
        changes = IdentityChanges.listen(database.unpooled(), change -> {
            heard.add(change);
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("The listener's first re-read fails");
            }
        });

        // When
        IdentityChange first = heard.poll(5, TimeUnit.SECONDS);
        IdentityChange second = heard.poll(5, TimeUnit.SECONDS);

        // Then
        assertThat(first).isEqualTo(new IdentityChange.Anything());
        assertThat(second).isEqualTo(new IdentityChange.Anything());
    }

    @Test
    void shouldTakeAPayloadItDoesNotKnowForAnything() throws InterruptedException {
        // When
        database.identity().execute("select pg_notify('roundtable_identity', 'from the future')");

        // Then
        assertThat(withinASecond()).isEqualTo(new IdentityChange.Anything());
    }

    private @Nullable IdentityChange withinASecond() throws InterruptedException {
        return heard.poll(1, TimeUnit.SECONDS);
    }
}
