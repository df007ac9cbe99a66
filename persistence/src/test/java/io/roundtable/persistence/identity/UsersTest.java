package io.roundtable.persistence.identity;

import static io.roundtable.persistence.identity.Fixtures.NOW;
import static io.roundtable.persistence.identity.Fixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.UserId;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UsersTest {

    private static final Database DATABASE = TestDatabase.withIdentity();

    private final Users users = new Users(DATABASE.identity());

    @BeforeEach
    void empty() {
        DATABASE.identity().execute("delete from identity.users");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void shouldGiveBackWhatWasInserted() {
        // Given
        User ada = user("ada@example.com", "Ada");

        // When
        UserWrite written = users.insert(ada);

        // Then
        assertThat(written).isEqualTo(new UserWrite.Written(ada));
        assertThat(users.byId(ada.id())).contains(ada);
    }

    @Test
    void shouldFindByEmailWhateverItsCase() {
        // Given
        User ada = user("ada@example.com", null);
        users.insert(ada);

        // When // Then
        assertThat(users.byEmail("ADA@Example.com")).contains(ada);
        assertThat(users.byEmail("eve@example.com")).isEmpty();
    }

    @Test
    void shouldRefuseAnEmailThatDiffersInCaseOnly() {
        // Given
        users.insert(user("ada@example.com", null));

        // When
        UserWrite second = users.insert(user("Ada@example.com", null));

        // Then
        assertThat(second).isEqualTo(new UserWrite.EmailTaken());
    }

    @Test
    void shouldRefuseAUsernameThatDiffersInCaseOnly() {
        // Given
        users.insert(user("ada@example.com", "Countess"));

        // When
        UserWrite second = users.insert(user("eve@example.com", "COUNTESS"));

        // Then
        assertThat(second).isEqualTo(new UserWrite.UsernameTaken());
    }

    @Test
    void shouldLetManyHaveNoUsername() {
        // Given
        users.insert(user("ada@example.com", null));

        // When
        UserWrite second = users.insert(user("eve@example.com", null));

        // Then
        assertThat(second).isInstanceOf(UserWrite.Written.class);
    }

    @Test
    void shouldChangeAProfile() {
        // Given
        User ada = user("ada@example.com", null);
        users.insert(ada);
        Profile wanted = new Profile("ada@example.org", "ada", "A. L.", new RawJson("{\"a\": 1}"));

        // When
        UserWrite written = users.change(ada, wanted, NOW.plusSeconds(1));

        // Then
        assertThat(written).isInstanceOfSatisfying(UserWrite.Written.class, w -> {
            assertThat(w.user().profile()).isEqualTo(wanted);
            assertThat(w.user().activity().updatedAt()).isEqualTo(NOW.plusSeconds(1));
        });
    }

    @Test
    void shouldNotWriteOverAChangeThatWasNotSeen() {
        // Given
        User ada = user("ada@example.com", null);
        users.insert(ada);
        users.change(ada, ada.profile(), NOW);

        // When
        UserWrite second = users.change(ada, ada.profile(), NOW);

        // Then
        assertThat(second).isEqualTo(new UserWrite.Stale());
    }

    @Test
    void shouldRefuseToChangeToAnEmailThatAnotherHas() {
        // Given
        User ada = user("ada@example.com", null);
        users.insert(ada);
        users.insert(user("eve@example.com", null));

        // When
        UserWrite written = users.change(ada, new Profile("eve@example.com", null, "Ada", RawJson.EMPTY_OBJECT), NOW);

        // Then
        assertThat(written).isEqualTo(new UserWrite.EmailTaken());
    }

    @Test
    void shouldKeepTheLastLogin() {
        // Given
        User ada = user("ada@example.com", null);
        users.insert(ada);

        // When
        users.loggedIn(ada.id(), NOW.plusSeconds(9));

        // Then
        assertThat(users.byId(ada.id()).orElseThrow().activity().lastLoginAt()).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void shouldListThoseWhoseAccessChangedSinceATime() {
        // Given
        User ada = user("ada@example.com", null);
        User eve = user("eve@example.com", null);
        users.insert(ada);
        users.insert(eve);
        Instant later = NOW.plusSeconds(60);

        // When
        users.grant(eve.id(), false, false, later);

        // Then
        assertThat(users.accessChangedAfter(NOW, 10))
                .singleElement()
                .satisfies(user -> assertThat(user.id()).isEqualTo(eve.id()))
                .satisfies(user -> assertThat(user.access()).isEqualTo(new Access(false, false, later)));
        assertThat(users.accessChangedAfter(later, 10)).isEmpty();
    }

    @Test
    void shouldFindNobodyUnderAnUnknownId() {
        assertThat(users.byId(new UserId("usr_nobodyknows"))).isEmpty();
        assertThat(users.grant(new UserId("usr_nobodyknows"), true, true, NOW)).isEmpty();
    }
}
