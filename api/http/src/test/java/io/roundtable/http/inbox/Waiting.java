package io.roundtable.http.inbox;

import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.persistence.query.MessageKey;
import io.roundtable.persistence.query.MessageView;
import io.roundtable.persistence.query.Stamp;
import java.time.Instant;

/** What the tests of receivers hand over. */
final class Waiting {

    private static final WorkspaceId LAB = new WorkspaceId("ws_laboratory01");
    private static final SandboxId BOB = new SandboxId("sb_bob0000001");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private Waiting() {}

    static Leased leased(int number) {
        return leased(number, "1");
    }

    static Leased leased(int number, String content) {
        var lease = new MessageLeased(LAB, BOB, message(number), lease(number), 1, NOON.plusSeconds(30), null);
        var said = new MessageView.Said(
                MessageType.REQUEST, new RawJson(content), null, null, null, Priority.NORMAL, null, null);
        var view = new MessageView(
                LAB,
                message(number),
                null,
                BOB,
                said,
                new MessageView.Progress(MessageStatus.SENT, 1, null, 0),
                new MessageKey(number, 0),
                new Stamp(NOON, NOON, 1, 0, number));
        return new Leased(lease, view, number + 100L);
    }

    static MessageAcknowledged ended(int number) {
        return new MessageAcknowledged(LAB, BOB, message(number), lease(number), 1, null);
    }

    private static MessageId message(int number) {
        return new MessageId("msg_000000000" + number);
    }

    private static LeaseId lease(int number) {
        return new LeaseId("ls_000000000" + number);
    }
}
