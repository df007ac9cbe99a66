package io.roundtable.runtime.courier;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.persistence.query.MessageKey;
import io.roundtable.persistence.query.MessageView;
import io.roundtable.persistence.query.Stamp;
import io.roundtable.runtime.People;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BodyTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void shouldShowAMessageAsItsReceiverKnowsItWithTheContentAsItCame() {
        // Given
        var said = new MessageView.Said(
                MessageType.REQUEST, new RawJson("{\"b\":  1e400}"), "c", null, null, Priority.URGENT, null, null);
        var view = new MessageView(
                People.LAB,
                new MessageId("msg_0123456789"),
                null,
                People.BOB,
                said,
                new MessageView.Progress(MessageStatus.PENDING, 0, null, 3),
                new MessageKey(17, 0),
                new Stamp(NOON, NOON.plusSeconds(1), 2, 1, 17));

        // When
        var body = new String(Body.of(view, 4), StandardCharsets.UTF_8);

        // Then
        assertThat(body)
                .isEqualTo(
                        "{\"type\":\"io.roundtable.message.sent.v1\",\"timestamp\":\"2026-01-31T12:00:00Z\",\"data\":{"
                            + "\"message_id\":\"msg_0123456789\",\"workspace_id\":\"ws_laboratory01\","
                            + "\"from_sandbox_id\":null,\"to_sandbox_id\":\"sb_bob0000001\",\"message_type\":\"request\",\"content\":{\"b\":"
                            + "  1e400},\"status\":\"sent\",\"correlation_id\":\"c\","
                            + "\"in_reply_to\":null,\"broadcast_id\":null,\"priority\":\"urgent\",\"expires_at\":null,"
                            + "\"deliver_at\":null,\"position\":17,\"attempt\":4,\"failure\":null,\"hops\":3,"
                            + "\"created_at\":\"2026-01-31T12:00:00Z\",\"updated_at\":\"2026-01-31T12:00:01Z\","
                            + "\"version\":2}}");
        assertThat(RecordTypes.event("io.roundtable.message.sent.v1")).isEqualTo(MessageSent.class);
    }
}
