package io.roundtable.persistence.identity;

import static io.roundtable.persistence.identity.Fixtures.NOW;
import static io.roundtable.persistence.jooq.identity.Tables.SIGNING_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SigningKeysTest {

    private static final Database DATABASE = TestDatabase.withIdentity();
    private static final MasterKey MASTER = MasterKey.parse("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration HOUR = Duration.ofHours(1);

    private final SigningKeys keys = new SigningKeys(DATABASE.identity(), MASTER);

    @BeforeEach
    void empty() {
        DATABASE.identity().deleteFrom(SIGNING_KEYS).execute();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void shouldHaveNoneAtFirst() {
        assertThat(keys.current(NOW)).isEmpty();
        assertThat(keys.accepted(NOW)).isEmpty();
    }

    @Test
    void shouldSignWithTheKeyThatWasMade() {
        // When
        boolean made = rotate("a", MONTH, NOW);

        // Then
        assertThat(made).isTrue();
        assertThat(keys.current(NOW)).contains(key("a", NOW));
        assertThat(keys.accepted(NOW)).containsExactly(key("a", NOW).published());
    }

    @Test
    void shouldMakeNoneWhileAYoungOneSigns() {
        // Given
        rotate("a", MONTH, NOW);

        // When
        boolean made = rotate("b", MONTH, NOW.plus(MONTH).minusSeconds(1));

        // Then
        assertThat(made).isFalse();
    }

    @Test
    void shouldAcceptTheOldKeyForAsLongAsItsTokensMayLive() {
        // Given
        rotate("a", MONTH, NOW);
        Instant rotation = NOW.plus(MONTH);

        // When
        rotate("b", MONTH, rotation);

        // Then
        assertThat(keys.current(rotation).orElseThrow().published().kid()).isEqualTo("b");
        assertThat(kids(rotation.plus(HOUR).minusSeconds(1))).containsExactly("b", "a");
        assertThat(kids(rotation.plus(HOUR))).containsExactly("b");
    }

    @Test
    void shouldMakeOneWhenManyNodesAskAtOnce() throws Exception {
        // Given
        int made = 0;
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            // When
            List<Future<Boolean>> asked = IntStream.range(0, 8)
                    .mapToObj(node -> nodes.submit(() -> rotate("node" + node, MONTH, NOW)))
                    .toList();
            for (Future<Boolean> outcome : asked) {
                made += outcome.get() ? 1 : 0;
            }
        }

        // Then
        assertThat(made).isEqualTo(1);
        assertThat(keys.accepted(NOW)).hasSize(1);
    }

    @Test
    void shouldRotateByCommandWhateverTheAge() {
        // Given
        rotate("a", MONTH, NOW);

        // When
        keys.rotate(NOW.plusSeconds(1), HOUR, () -> key("b", NOW.plusSeconds(1)));

        // Then
        assertThat(kids(NOW.plusSeconds(1))).containsExactly("b", "a");
    }

    @Test
    void shouldRotateByCommandThoughTheOldKeysMakerHadAClockAhead() {
        // Given
        rotate("a", MONTH, NOW.plusSeconds(30));

        // When
        keys.rotate(NOW, HOUR, () -> key("b", NOW));

        // Then
        assertThat(keys.current(NOW.plusSeconds(31)).orElseThrow().published().kid())
                .isEqualTo("b");
    }

    @Test
    void shouldForgetKeysThatNobodyAccepts() {
        // Given
        rotate("a", MONTH, NOW);
        rotate("b", Duration.ZERO, NOW.plusSeconds(1));

        // When
        int purged = keys.purge(NOW.plusSeconds(1).plus(HOUR));

        // Then
        assertThat(purged).isEqualTo(1);
        assertThat(DATABASE.identity().fetchCount(SIGNING_KEYS)).isEqualTo(1);
    }

    @Test
    void shouldSealThePrivateHalfUnderTheMasterKey() {
        // When
        rotate("a", MONTH, NOW);

        // Then
        byte[] stored = DATABASE.identity().fetchSingle(SIGNING_KEYS).getPrivateJwk();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("private");
    }

    @Test
    void shouldSayWhichMasterKeyIsMissing() {
        // Given
        rotate("a", MONTH, NOW);
        SigningKeys poor = new SigningKeys(DATABASE.identity(), MasterKey.none());

        // When // Then
        assertThatThrownBy(() -> poor.current(NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none is configured");
        assertThat(poor.accepted(NOW)).hasSize(1);
    }

    @Test
    void shouldNotOpenAKeyThatWasMovedToAnotherRow() {
        // Given
        rotate("a", MONTH, NOW);
        DATABASE.identity().update(SIGNING_KEYS).set(SIGNING_KEYS.KID, "b").execute();

        // When // Then
        assertThatThrownBy(() -> keys.current(NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldWorkWithoutAMasterKeyAndGoOnWhenOneIsConfigured() {
        // Given
        new SigningKeys(DATABASE.identity(), MasterKey.none()).rotateIfOlder(MONTH, NOW, HOUR, () -> key("a", NOW));

        // When // Then
        assertThat(keys.current(NOW)).contains(key("a", NOW));
    }

    @Test
    void shouldNotShowThePrivateHalf() {
        assertThat(key("a", NOW).toString()).doesNotContain("private");
        assertThat(MASTER.toString()).doesNotContain("0123");
    }

    private boolean rotate(String kid, Duration age, Instant now) {
        return keys.rotateIfOlder(age, now, HOUR, () -> key(kid, now));
    }

    private List<String> kids(Instant now) {
        return keys.accepted(now).stream().map(VerificationKey::kid).toList();
    }

    private static SigningKey key(String kid, Instant now) {
        Instant retires = now.plus(Duration.ofDays(60));
        return new SigningKey(
                new VerificationKey(kid, "{\"public\":1}", now, retires, retires.plus(HOUR)), "{\"private\":1}");
    }
}
