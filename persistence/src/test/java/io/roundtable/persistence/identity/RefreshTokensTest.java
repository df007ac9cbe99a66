package io.roundtable.persistence.identity;

import static io.roundtable.persistence.identity.Fixtures.NOW;
import static io.roundtable.persistence.identity.Fixtures.token;
import static io.roundtable.persistence.jooq.identity.Tables.REFRESH_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RefreshTokensTest {

    private static final Database DATABASE = TestDatabase.withIdentity();
    private static final Instant END = NOW.plusSeconds(5_000);

    private final RefreshTokens tokens = new RefreshTokens(DATABASE.identity());
    private final User ada = Fixtures.user("ada@example.com", null);

    @BeforeEach
    void openFamily() {
        DATABASE.identity().execute("delete from identity.users");
        new Users(DATABASE.identity()).insert(ada);
        tokens.open("family", ada.id(), token("first", NOW), END);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void shouldPutTheNextInThePlaceOfTheOnePresented() {
        // When
        Refresh first = rotate("first", "second", 1);
        Refresh second = rotate("second", "third", 2);

        // Then
        assertThat(List.of(first, second)).containsOnly(new Refresh.Rotated(ada.id()));
    }

    @Test
    void shouldEndTheFamilyWhenATokenIsUsedAgain() {
        // Given
        rotate("first", "second", 1);

        // When
        Refresh again = rotate("first", "stolen", 2);

        // Then
        assertThat(again).isEqualTo(new Refresh.Reused(ada.id()));
        assertThat(rotate("second", "third", 3)).isEqualTo(new Refresh.Revoked());
        assertThat(rotate("stolen", "third", 3)).isEqualTo(new Refresh.Unknown());
    }

    @Test
    void shouldLeaveOtherFamiliesAloneWhenOneEnds() {
        // Given
        tokens.open("other", ada.id(), token("other", NOW), END);
        rotate("first", "second", 1);

        // When
        rotate("first", "third", 2);

        // Then
        assertThat(rotate("other", "next", 3)).isEqualTo(new Refresh.Rotated(ada.id()));
    }

    @Test
    void shouldGrantOneOfTwoThatPresentTheSameTokenAtOnce() throws Exception {
        // Given
        CyclicBarrier together = new CyclicBarrier(2);
        List<Refresh> outcomes = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(2)) {
            // When
            List<Future<Refresh>> pending = List.of("one", "two").stream()
                    .map(name -> clients.submit(() -> {
                        together.await();
                        return rotate("first", name, 1);
                    }))
                    .toList();
            for (Future<Refresh> outcome : pending) {
                outcomes.add(outcome.get());
            }
        }

        // Then
        assertThat(outcomes).containsExactlyInAnyOrder(new Refresh.Rotated(ada.id()), new Refresh.Reused(ada.id()));
    }

    @Test
    void shouldRefuseATokenAtItsEnd() {
        assertThat(rotate("first", "second", 1_000)).isEqualTo(new Refresh.Expired());
    }

    @Test
    void shouldEndEveryTokenWithItsFamily() {
        // Given
        String previous = "first";
        for (int i = 1; i <= 5; i++) {
            rotate(previous, "t" + i, i * 999L);
            previous = "t" + i;
        }

        // When
        Refresh atTheEnd = rotate(previous, "late", 5_000);

        // Then
        assertThat(atTheEnd).isEqualTo(new Refresh.Expired());
    }

    @Test
    void shouldEndTheFamilyOnRevocation() {
        // When
        boolean revoked = tokens.revoke(token("first", NOW).value(), NOW);

        // Then
        assertThat(revoked).isTrue();
        assertThat(tokens.revoke(token("first", NOW).value(), NOW)).isFalse();
        assertThat(rotate("first", "second", 1)).isEqualTo(new Refresh.Revoked());
    }

    @Test
    void shouldEndAllFamiliesOfAUser() {
        // Given
        tokens.open("other", ada.id(), token("other", NOW), END);

        // When
        tokens.revokeAll(ada.id(), NOW);

        // Then
        assertThat(rotate("first", "second", 1)).isEqualTo(new Refresh.Revoked());
        assertThat(rotate("other", "second", 1)).isEqualTo(new Refresh.Revoked());
    }

    @Test
    void shouldForgetFamiliesPastTheirEnd() {
        // Given
        tokens.open("other", ada.id(), token("other", NOW), END.plusSeconds(1));

        // When
        int purged = tokens.purge(END, 100);

        // Then
        assertThat(purged).isEqualTo(1);
        assertThat(rotate("first", "second", 1)).isEqualTo(new Refresh.Unknown());
        assertThat(rotate("other", "second", 1)).isEqualTo(new Refresh.Rotated(ada.id()));
    }

    @Test
    void shouldNotKeepTheTokenItself() {
        // When
        byte[] kept = DATABASE.identity()
                .select(REFRESH_TOKENS.TOKEN_HASH)
                .from(REFRESH_TOKENS)
                .fetchSingle()
                .value1();

        // Then
        assertThat(kept).hasSize(32).isNotEqualTo(token("first", NOW).value().getBytes(StandardCharsets.UTF_8));
        assertThat(token("first", NOW).toString()).doesNotContain("0123456789");
    }

    private Refresh rotate(String presented, String next, long secondsLater) {
        return tokens.rotate(token(presented, NOW).value(), token(next, NOW.plusSeconds(secondsLater)));
    }
}
