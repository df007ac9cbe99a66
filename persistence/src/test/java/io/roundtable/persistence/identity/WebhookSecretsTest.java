package io.roundtable.persistence.identity;

import static io.roundtable.persistence.identity.Fixtures.NOW;
import static io.roundtable.persistence.jooq.identity.Tables.WEBHOOK_SECRETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.webhook.WebhookSecret;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WebhookSecretsTest {

    private static final Database DATABASE = TestDatabase.withIdentity();
    private static final MasterKey MASTER = MasterKey.parse("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_0123456789");
    private static final WebhookEndpoint BOB = WebhookEndpoint.of(WORKSPACE, new SandboxId("sb_bob0000000"));
    private static final WebhookEndpoint EVE =
            WebhookEndpoint.of(new WorkspaceId("ws_9876543210"), new SandboxId("sb_bob0000000"));
    private static final Duration HOUR = Duration.ofHours(1);

    private final WebhookSecrets secrets = new WebhookSecrets(DATABASE.identity(), MASTER);

    @BeforeEach
    void empty() {
        DATABASE.identity().deleteFrom(WEBHOOK_SECRETS).execute();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void shouldHaveNoneAtFirst() {
        assertThat(secrets.valid(BOB, NOW)).isEmpty();
        assertThat(secrets.rotate(BOB, HOUR, NOW)).isEqualTo(new SecretRotation.Unknown());
    }

    @Test
    void shouldSignWithTheSecretThatWasMade() {
        // When
        WebhookSecret made = secrets.create(BOB, NOW).orElseThrow();

        // Then
        assertThat(secrets.valid(BOB, NOW.plus(Duration.ofDays(1_000)))).containsExactly(made);
        assertThat(secrets.valid(EVE, NOW)).isEmpty();
    }

    @Test
    void shouldLeaveTheSecretThatIsThere() {
        // Given
        WebhookSecret made = secrets.create(BOB, NOW).orElseThrow();

        // When
        Optional<WebhookSecret> again = secrets.create(BOB, NOW);

        // Then
        assertThat(again).isEmpty();
        assertThat(secrets.valid(BOB, NOW)).containsExactly(made);
    }

    @Test
    void shouldMakeOneWhenManyNodesAskAtOnce() throws Exception {
        // Given
        int made = 0;
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            // When
            List<Future<Optional<WebhookSecret>>> asked = IntStream.range(0, 8)
                    .mapToObj(node -> nodes.submit(() -> secrets.create(BOB, NOW)))
                    .toList();
            for (Future<Optional<WebhookSecret>> outcome : asked) {
                made += outcome.get().isPresent() ? 1 : 0;
            }
        }

        // Then
        assertThat(made).isEqualTo(1);
    }

    @Test
    void shouldSignWithBothUntilTheOverlapEnds() {
        // Given
        WebhookSecret old = secrets.create(BOB, NOW).orElseThrow();

        // When
        WebhookSecret young = rotated(HOUR, NOW);

        // Then
        assertThat(secrets.valid(BOB, NOW)).containsExactly(young, old);
        assertThat(secrets.valid(BOB, NOW.plus(HOUR).minusMillis(1))).containsExactly(young, old);
        assertThat(secrets.valid(BOB, NOW.plus(HOUR))).containsExactly(young);
    }

    @Test
    void shouldEndAllOthersAtOnceWhereNothingOverlaps() {
        // Given
        secrets.create(BOB, NOW);
        rotated(HOUR, NOW);

        // When
        WebhookSecret last = rotated(Duration.ZERO, NOW);

        // Then
        assertThat(secrets.valid(BOB, NOW)).containsExactly(last);
        assertThat(DATABASE.identity().fetchCount(WEBHOOK_SECRETS)).isEqualTo(1);
    }

    @Test
    void shouldNotLengthenTheOverlapOfAnEarlierRotation() {
        // Given
        WebhookSecret first = secrets.create(BOB, NOW).orElseThrow();
        rotated(HOUR, NOW);

        // When
        rotated(HOUR.multipliedBy(2), NOW);

        // Then
        assertThat(secrets.valid(BOB, NOW)).hasSize(3).contains(first);
        assertThat(secrets.valid(BOB, NOW.plus(HOUR))).hasSize(2).doesNotContain(first);
    }

    @Test
    void shouldRefuseMoreThanMayBeValidUntilOneEnds() {
        // Given
        List<WebhookSecret> valid =
                new ArrayList<>(List.of(secrets.create(BOB, NOW).orElseThrow()));
        for (int i = 1; i < WebhookSecrets.MAX_VALID; i++) {
            valid.addFirst(rotated(HOUR, NOW.plusSeconds(i)));
        }
        Instant then = NOW.plusSeconds(10);

        // When
        SecretRotation one = secrets.rotate(BOB, HOUR, then);

        // Then
        assertThat(one).isEqualTo(new SecretRotation.TooMany());
        assertThat(secrets.valid(BOB, then)).isEqualTo(valid);
        assertThat(secrets.rotate(BOB, Duration.ZERO, then)).isInstanceOf(SecretRotation.Rotated.class);
    }

    @Test
    void shouldRefuseAnOverlapOutOfRange() {
        assertThatThrownBy(() -> secrets.rotate(BOB, Duration.ofDays(7).plusSeconds(1), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> secrets.rotate(BOB, Duration.ofSeconds(-1), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRotateOneAfterTheOtherWhenAskedAtOnce() throws Exception {
        // Given
        secrets.create(BOB, NOW);
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            // When
            List<Future<SecretRotation>> asked = IntStream.range(0, 3)
                    .mapToObj(node -> nodes.submit(() -> secrets.rotate(BOB, HOUR, NOW)))
                    .toList();

            // Then
            for (Future<SecretRotation> outcome : asked) {
                assertThat(outcome.get()).isInstanceOf(SecretRotation.Rotated.class);
            }
            assertThat(secrets.valid(BOB, NOW)).hasSize(4);
        }
    }

    @Test
    void shouldDeleteAllOfAnEndpointAndOfNoOther() {
        // Given
        secrets.create(BOB, NOW);
        rotated(HOUR, NOW);
        secrets.create(EVE, NOW);

        // When
        int deleted = secrets.delete(BOB);

        // Then
        assertThat(deleted).isEqualTo(2);
        assertThat(secrets.valid(BOB, NOW)).isEmpty();
        assertThat(secrets.valid(EVE, NOW)).hasSize(1);
    }

    @Test
    void shouldForgetTheOnesThatHaveEnded() {
        // Given
        secrets.create(BOB, NOW);
        rotated(HOUR, NOW);

        // When // Then
        assertThat(secrets.purge(NOW, 10)).isZero();
        assertThat(secrets.purge(NOW.plus(HOUR), 0)).isZero();
        assertThat(secrets.purge(NOW.plus(HOUR), 10)).isEqualTo(1);
    }

    @Test
    void shouldSealThemUnderTheMasterKey() {
        // When
        WebhookSecret made = secrets.create(BOB, NOW).orElseThrow();

        // Then
        byte[] stored = DATABASE.identity().fetchSingle(WEBHOOK_SECRETS).getSecret();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(made.key(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void shouldNotOpenASecretThatWasMovedToAnotherEndpoint() {
        // Given
        secrets.create(BOB, NOW);
        DATABASE.identity()
                .update(WEBHOOK_SECRETS)
                .set(WEBHOOK_SECRETS.WORKSPACE_ID, EVE.workspace().value())
                .execute();

        // When // Then
        assertThatThrownBy(() -> secrets.valid(EVE, NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldSayWhichMasterKeyIsMissing() {
        // Given
        secrets.create(BOB, NOW);
        WebhookSecrets poor = new WebhookSecrets(DATABASE.identity(), MasterKey.none());

        // When // Then
        assertThatThrownBy(() -> poor.valid(BOB, NOW)).hasMessageContaining("none is configured");
    }

    private WebhookSecret rotated(Duration overlap, Instant now) {
        return ((SecretRotation.Rotated) secrets.rotate(BOB, overlap, now)).secret();
    }
}
