package io.roundtable.persistence.identity;

import static io.roundtable.persistence.jooq.identity.Tables.SANDBOX_KEYS;
import static io.roundtable.persistence.jooq.identity.Tables.WEBHOOK_SECRETS;
import static io.roundtable.persistence.projection.Sayings.ALICE;
import static io.roundtable.persistence.projection.Sayings.BOB;
import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.sandboxCreated;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.KeyId;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WebhookEvent.WebhookRemoved;
import io.roundtable.contract.WebhookEvent.WebhookSet;
import io.roundtable.persistence.projection.Sayings;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LeftoversTest {

    private static final SandboxId CAROL = Sayings.sandbox(3);
    private static final Duration LONG = Duration.ofMinutes(61);

    private final TestProjection projection = new TestProjection();
    private final DSLContext identity = projection.identity();
    private final SandboxKeys keys = new SandboxKeys(identity);
    private final WebhookSecrets secrets = new WebhookSecrets(identity, MasterKey.none());
    private final Leftovers leftovers = new Leftovers(projection.sql());
    private final TestLog log = new TestLog(0)
            .append(workspaceCreated())
            .append(sandboxCreated(ALICE, null))
            .append(sandboxCreated(BOB, null))
            .append(sandboxCreated(CAROL, null))
            .append(new WebhookSet(WORKSPACE, ALICE, "https://alice.example/", 4))
            .append(new WebhookSet(WORKSPACE, BOB, "https://bob.example/", 4))
            .append(new WebhookSet(WORKSPACE, CAROL, "https://carol.example/", 4));
    private int made;

    @AfterEach
    void close() {
        projection.close();
    }

    private void makeCredentials(SandboxId sandbox, Instant at) {
        var owner = new SandboxKey.Owner(WORKSPACE, sandbox);
        var id = new KeyId("key_%010d".formatted(++made));
        assertThat(keys.insert(SandboxKey.made(id, owner, null, at), "rt_test_" + made))
                .isTrue();
        assertThat(secrets.create(WebhookEndpoint.of(WORKSPACE, sandbox), at)).isPresent();
    }

    private void assertLeft(int keysLeft, int secretsLeft) {
        assertThat(identity.fetchCount(SANDBOX_KEYS)).as("keys").isEqualTo(keysLeft);
        assertThat(identity.fetchCount(WEBHOOK_SECRETS)).as("secrets").isEqualTo(secretsLeft);
    }

    @Test
    void shouldDeleteWhatIsLeftOfADeletedSandboxAndNothingElse() {
        // Given
        makeCredentials(ALICE, TestLog.START);
        makeCredentials(BOB, TestLog.START);
        projection.write(log.pass(LONG).append(new SandboxDeleted(WORKSPACE, BOB)), 100);

        // When
        int purgedKeys = leftovers.purgeKeys(10);
        int purgedSecrets = leftovers.purgeSecrets(10);

        // Then
        assertThat(purgedKeys).isEqualTo(1);
        assertThat(purgedSecrets).isEqualTo(1);
        assertThat(keys.proof(new KeyId("key_0000000001"))).isPresent();
        assertThat(secrets.valid(WebhookEndpoint.of(WORKSPACE, ALICE), TestLog.START))
                .hasSize(1);
    }

    @Test
    void shouldDeleteTheSecretOfAWebhookThatIsRemovedAndLeaveTheKeysOfItsSandbox() {
        // Given
        makeCredentials(BOB, TestLog.START);
        projection.write(log.pass(LONG).append(new WebhookRemoved(WORKSPACE, BOB)), 100);

        // When
        leftovers.purgeKeys(10);
        leftovers.purgeSecrets(10);

        // Then
        assertLeft(1, 0);
    }

    @Test
    void shouldLeaveWhatTheTablesHaveNotComeTo() {
        // Given: made after what the tables show, which lag, or are being filled anew
        projection.write(new TestLog(0).append(workspaceCreated()), 100);
        makeCredentials(ALICE, TestLog.START.plus(LONG));
        makeCredentials(BOB, TestLog.START.plus(LONG.negated()).plus(Duration.ofMinutes(2)));

        // When
        leftovers.purgeKeys(10);
        leftovers.purgeSecrets(10);

        // Then
        assertLeft(2, 2);
    }

    @Test
    void shouldLeaveEverythingWhereTheTablesAreEmpty() {
        // Given
        makeCredentials(ALICE, TestLog.START);

        // When
        leftovers.purgeKeys(10);
        leftovers.purgeSecrets(10);

        // Then
        assertLeft(1, 1);
    }

    @Test
    void shouldDeleteNoMoreAtOnceThanItMay() {
        // Given
        makeCredentials(BOB, TestLog.START);
        makeCredentials(CAROL, TestLog.START);
        log.pass(LONG).append(new SandboxDeleted(WORKSPACE, BOB)).append(new SandboxDeleted(WORKSPACE, CAROL));
        projection.write(log, 100);

        // When
        int purgedKeys = leftovers.purgeKeys(1);
        int purgedSecrets = leftovers.purgeSecrets(1);

        // Then
        assertThat(purgedKeys).isEqualTo(1);
        assertThat(purgedSecrets).isEqualTo(1);
        assertLeft(1, 1);
    }

    @Test
    void shouldLeaveTheSecretOfAWebhookThatIsSetAnewThoughTheTablesDoNotShowItYet() {
        // Given
        makeCredentials(BOB, TestLog.START);
        projection.write(log.pass(LONG).append(new WebhookRemoved(WORKSPACE, BOB)), 100);
        assertThat(secrets.create(WebhookEndpoint.of(WORKSPACE, BOB), log.now()))
                .isEmpty();

        // When
        leftovers.purgeSecrets(10);

        // Then
        assertLeft(1, 1);
    }
}
