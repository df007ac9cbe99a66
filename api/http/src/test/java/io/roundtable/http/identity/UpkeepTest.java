package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.Migrations;
import io.roundtable.persistence.identity.MasterKey;
import io.roundtable.persistence.identity.WebhookEndpoint;
import io.roundtable.persistence.identity.WebhookSecrets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UpkeepTest {

    private final DatabaseSettings settings = IdentityDatabase.create();
    private final TestClock clock = new TestClock();
    private final Node node = new Node(settings, clock);
    private final Database database = Database.open(settings);
    private final WebhookSecrets secrets = new WebhookSecrets(database.identity(), MasterKey.none());
    private final GivenKey key = GivenKey.in(node.keysOfSandboxes, WithoutLog.SANDBOX);
    private final WebhookEndpoint endpoint =
            WebhookEndpoint.of(key.owner().workspace(), key.owner().sandbox());

    @AfterEach
    void close() {
        database.close();
        node.close();
    }

    @Test
    void shouldForgetTheCredentialsOfADeletedSandbox() {
        // Given
        secrets.create(endpoint, clock.instant());
        Migrations.projection(database.unpooled(), Node.PROJECTION);
        var sql = database.projection(Node.PROJECTION);
        sql.execute(
                "insert into projection_1.workspace values ({0}, 'lab', null, '{}', true, now(), now(), 1, 3, 1)",
                org.jooq.impl.DSL.val(endpoint.workspace().value()));
        sql.execute("insert into projection_1.checkpoint values ('events', 3, 't', 9, 9, '9999-01-01T00:00:00Z')");
        assertThat(node.keysOfSandboxes.proof(key.id())).isPresent();

        // When
        node.upkeep().round();

        // Then
        assertThat(node.keysOfSandboxes.proof(key.id())).isEmpty();
        assertThat(secrets.valid(endpoint, clock.instant())).isEmpty();
    }

    @Test
    void shouldForgetSecretsThatHaveEndedThoughTheTablesCanNotBeRead() {
        // Given: no schema of the projection
        secrets.create(endpoint, clock.instant());
        secrets.rotate(endpoint, Duration.ofHours(1), clock.instant());
        clock.advance(Duration.ofHours(1));
        assertThat(rows()).isEqualTo(2);

        // When
        node.upkeep().round();

        // Then
        assertThat(rows()).isEqualTo(1);
        assertThat(node.keysOfSandboxes.proof(key.id())).isPresent();
    }

    private int rows() {
        return database.identity().fetchCount(org.jooq.impl.DSL.table("identity.webhook_secrets"));
    }
}
