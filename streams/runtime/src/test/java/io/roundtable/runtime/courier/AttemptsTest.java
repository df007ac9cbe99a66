package io.roundtable.runtime.courier;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;
import static io.roundtable.runtime.courier.FakeOrders.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.webhook.Destinations;
import io.roundtable.persistence.identity.MasterKey;
import io.roundtable.persistence.identity.WebhookEndpoint;
import io.roundtable.persistence.identity.WebhookSecrets;
import io.roundtable.runtime.People;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.Test;

final class AttemptsTest {

    private static final byte[] NOTHING = {};
    private static final DSLContext BARE = new DefaultConfiguration().dsl();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakePost post = FakePost.delivering();
    private final MockProducer<byte[], byte[]> reports =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void shouldLeaveAnAttemptThatTheTablesShowOnlyWhenItIsTooLate() throws InterruptedException {
        // Given: time enough before it waits for the tables, and none after
        var times = new ArrayDeque<>(List.of(NOON, NOON.plusSeconds(59)));
        InstantSource later = times::remove;
        var attempts = new Attempts(
                new Tables(shown(7)),
                post,
                new Reports(reports, CODEC, new Partitions(4), Clock.systemUTC()),
                new CourierMetrics(registry),
                later.withZone(ZoneOffset.UTC));

        // When
        attempts.make(order(7));

        // Then
        assertThat(post.letters()).isEmpty();
        assertThat(reports.history()).isEmpty();
        assertThat(registry.get("roundtable.courier.attempts")
                        .tag("outcome", "left")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldFailAnAttemptThatNothingCanSignSoThatItIsNotMadeForEver() throws InterruptedException {
        var result = sentWithoutSecretAt(NOON.plusSeconds(60));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.detail()).contains("no secret");
    }

    @Test
    void shouldNotCountAnAttemptThatWasQuickerThanTheFirstSecret() throws InterruptedException {
        assertThat(sentWithoutSecretAt(NOON.plusMillis(3))).isEqualTo(DeliveryResult.of(Outcome.SKIPPED));
        assertThat(sentWithoutSecretAt(NOON.plusSeconds(59)).outcome()).isEqualTo(Outcome.SKIPPED);
    }

    /** To a webhook that was made at noon. */
    private static DeliveryResult sentWithoutSecretAt(Instant now) throws InterruptedException {
        var secrets = new WebhookSecrets(answering(BARE.newResult()), MasterKey.none());
        try (var signed = SignedPost.to(Destinations.publicOnly(), secrets, Clock.fixed(now, ZoneOffset.UTC))) {
            var bob = new Recipient(WebhookEndpoint.of(People.LAB, People.BOB), "https://bob.example/", NOON);
            return signed.send(new Letter(bob, "msg_1", NOTHING, false));
        }
    }

    /** Tables that have come to a sequence. */
    private static DSLContext shown(long sequence) {
        var rows = BARE.newResult(CHECKPOINT.PARTITION, CHECKPOINT.SEQUENCE);
        rows.add(BARE.newRecord(CHECKPOINT.PARTITION, CHECKPOINT.SEQUENCE).values(PARTITION, sequence));
        return answering(rows);
    }

    /** A database that answers whatever it is asked. */
    private static DSLContext answering(Result<?> rows) {
        var configuration = new DefaultConfiguration();
        configuration.setSQLDialect(SQLDialect.POSTGRES);
        configuration.setConnection(new MockConnection(_ -> new MockResult[] {new MockResult(rows.size(), rows)}));
        return configuration.dsl();
    }
}
