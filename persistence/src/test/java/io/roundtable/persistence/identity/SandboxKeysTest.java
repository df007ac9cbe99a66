package io.roundtable.persistence.identity;

import static io.roundtable.persistence.identity.Fixtures.ALICE;
import static io.roundtable.persistence.identity.Fixtures.NOW;
import static io.roundtable.persistence.identity.Fixtures.key;
import static io.roundtable.persistence.jooq.identity.Tables.SANDBOX_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.KeyId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.TestDatabase;
import io.roundtable.persistence.identity.SandboxKey.Owner;
import io.roundtable.persistence.query.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SandboxKeysTest {

    private static final Database DATABASE = TestDatabase.withIdentity();
    private static final Owner BOB = new Owner(ALICE.workspace(), new SandboxId("sb_bob0000000"));
    private static final Owner NAMESAKE = new Owner(new WorkspaceId("ws_9876543210"), ALICE.sandbox());

    private final SandboxKeys keys = new SandboxKeys(DATABASE.identity());

    @BeforeEach
    void empty() {
        DATABASE.identity().deleteFrom(SANDBOX_KEYS).execute();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void shouldProveAKeyWithoutKeepingIt() {
        // Given
        var key = key("laptop");

        // When
        keys.insert(key, "rt_test_secret");

        // Then
        var proof = keys.proof(key.id()).orElseThrow();
        assertThat(proof.owner()).isEqualTo(ALICE);
        assertThat(proof.isOf("rt_test_secret")).isTrue();
        assertThat(proof.isOf("rt_test_secreT")).isFalse();
        assertThat(proof.isOf("")).isFalse();
        var row = DATABASE.identity().fetchSingle(SANDBOX_KEYS);
        assertThat(row.formatJSON()).doesNotContain("rt_test_secret");
        assertThat(row.getKeyHash()).hasSize(32);
    }

    @Test
    void shouldEndAKeyOfItsOwnSandboxAlone() {
        // Given
        var key = key("laptop");
        keys.insert(key, "secret");

        // When
        boolean anothers = keys.revoke(BOB, key.id(), NOW) || keys.revoke(NAMESAKE, key.id(), NOW);
        boolean isGoodYet = keys.proof(key.id()).isPresent();
        boolean own = keys.revoke(ALICE, key.id(), NOW);
        boolean again = keys.revoke(ALICE, key.id(), NOW.plusSeconds(9));

        // Then
        assertThat(List.of(anothers, isGoodYet, own, again)).containsExactly(false, true, true, true);
        assertThat(keys.proof(key.id())).isEmpty();
        assertThat(page(null).getFirst().dates().revokedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldListBySandboxInOrderOfMaking() {
        // Given
        var first = key("one");
        var second = key("two");
        keys.insert(second, "2");
        keys.insert(first, "1");
        keys.insert(SandboxKey.made(key("bob's").id(), BOB, null, NOW), "3");

        // When
        var all = page(null);
        var rest = page(first.id());

        // Then
        assertThat(all).containsExactly(first, second);
        assertThat(rest).containsExactly(second);
    }

    @Test
    void shouldNeverHaveMoreThanAHundredThatAreGoodEvenIfManyMakeThemAtOnce() throws Exception {
        // Given
        for (int i = 0; i < SandboxKeys.MOST_LIVE - 1; i++) {
            keys.insert(key("old"), "secret");
        }

        // When
        List<Future<Boolean>> made;
        try (var threads = Executors.newFixedThreadPool(4)) {
            made = threads.invokeAll(IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(_ -> () -> keys.insert(key("new"), "secret"))
                    .toList());
        }

        // Then
        assertThat(made.stream().filter(Future::resultNow)).hasSize(1);
        assertThat(DATABASE.identity().fetchCount(SANDBOX_KEYS)).isEqualTo(SandboxKeys.MOST_LIVE);
    }

    @Test
    void shouldForgetTheOldestRevokedOnes() {
        // Given
        var oldest = key("oldest");
        keys.insert(oldest, "secret");
        keys.revoke(ALICE, oldest.id(), NOW);

        // When
        for (int i = 0; i < SandboxKeys.MOST_REVOKED + 1; i++) {
            var key = key("next");
            keys.insert(key, "secret");
            keys.revoke(ALICE, key.id(), NOW);
        }

        // Then
        assertThat(DATABASE.identity().fetchCount(SANDBOX_KEYS)).isEqualTo(SandboxKeys.MOST_REVOKED + 1);
        assertThat(keys.revoke(ALICE, oldest.id(), NOW)).isFalse();
    }

    @Test
    void shouldTakeDownTheLastUseAndNeverAnEarlierOne() {
        // Given
        var used = key("used");
        var unused = key("unused");
        keys.insert(used, "1");
        keys.insert(unused, "2");

        // When
        keys.used(Map.of(used.id(), NOW.plusSeconds(60)));
        keys.used(Map.of(used.id(), NOW));

        // Then
        assertThat(page(null)).extracting(key -> key.dates().lastUsedAt()).containsExactly(NOW.plusSeconds(60), null);
    }

    private List<SandboxKey> page(@Nullable KeyId after) {
        return keys.page(ALICE, new PageRequest<>(after, 200, false, false)).rows();
    }
}
