package io.roundtable.engine.delivery;

import static io.roundtable.engine.Names.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeadLetterCommand.DiscardMessage;
import io.roundtable.contract.DeadLetterCommand.RedriveMessage;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.LeaseCommand.AcknowledgeMessage;
import io.roundtable.contract.LeaseCommand.ExpireLease;
import io.roundtable.contract.LeaseCommand.ExtendLease;
import io.roundtable.contract.LeaseCommand.RejectMessage;
import io.roundtable.contract.LeaseCommand.ReleaseLease;
import io.roundtable.contract.LeaseCommand.ReturnMessage;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.engine.DeliveryKey.OfEntry;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.InboxRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.Scene;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is sent to Bob by Alice in the tests of delivery, and what he does with it. */
final class Post {

    static final Principal BOBS_KEY = Principal.sandbox(BOB);
    static final Utterance PLAIN = saying(null, null, null, Priority.NORMAL);
    static final Utterance URGENT = saying(null, null, null, Priority.URGENT);

    private static final int ROUNDS = 100;

    private Post() {}

    static Utterance saying(
            @Nullable String correlation, @Nullable Instant expiresAt, @Nullable Instant deliverAt, Priority priority) {
        return new Utterance(MessageType.REQUEST, json("1"), correlation, null, expiresAt, deliverAt, priority);
    }

    static Utterance of(String correlation) {
        return saying(correlation, null, null, Priority.NORMAL);
    }

    static Utterance until(Instant expiresAt) {
        return saying(null, expiresAt, null, Priority.NORMAL);
    }

    static Utterance notBefore(Instant deliverAt) {
        return saying(null, null, deliverAt, Priority.NORMAL);
    }

    static MessageSent sent(int number, Utterance utterance) {
        return new MessageSent(LAB, message(number), ALICE, BOB, utterance, 0);
    }

    static MessageSent[] sent(int first, int last, Utterance utterance) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> sent(number, utterance))
                .toArray(MessageSent[]::new);
    }

    static SandboxChanged bobTakes(DeliverySettings settings) {
        return new SandboxChanged(LAB, BOB, new SandboxDefinition("Bob", null, null, null, settings, null));
    }

    static DeliverySettings strictly() {
        return new DeliverySettings(null, null, null, null, Ordering.STRICT, List.of(0));
    }

    static DeliverySettings attempts(int most, Integer... backoff) {
        return new DeliverySettings(null, most, null, null, null, List.of(backoff));
    }

    static LeaseMessages receive(int max) {
        return new LeaseMessages(LAB, BOB, max, null);
    }

    /** The one message that Bob gets. */
    static MessageLeased leased(Scene scene) {
        return scene.when(receive(1), BOBS_KEY).only(MessageLeased.class);
    }

    /** The numbers of the messages that Bob gets. */
    static List<Integer> received(Scene scene, int max) {
        return scene.when(receive(max), BOBS_KEY).accepted().events().stream()
                .map(event -> ((MessageLeased) event).messageId().value())
                .map(id -> Integer.valueOf(id.substring("msg_".length())))
                .toList();
    }

    static AcknowledgeMessage ack(MessageLeased lease) {
        return new AcknowledgeMessage(LAB, BOB, lease.messageId(), lease.leaseId());
    }

    static ReturnMessage nak(MessageLeased lease, @Nullable Integer delaySeconds) {
        return new ReturnMessage(LAB, BOB, lease.messageId(), lease.leaseId(), delaySeconds, "busy");
    }

    static ExtendLease extend(MessageLeased lease, @Nullable Integer seconds) {
        return new ExtendLease(LAB, BOB, lease.messageId(), lease.leaseId(), seconds);
    }

    static RejectMessage reject(MessageLeased lease) {
        return new RejectMessage(LAB, BOB, lease.messageId(), lease.leaseId(), "nonsense");
    }

    static ReleaseLease release(MessageLeased lease) {
        return new ReleaseLease(LAB, BOB, lease.messageId(), lease.leaseId());
    }

    static ExpireLease timeOut(MessageLeased lease) {
        return new ExpireLease(LAB, BOB, lease.messageId(), lease.leaseId(), lease.leasedUntil());
    }

    static RedriveMessage redrive(int number) {
        return new RedriveMessage(LAB, message(number), null);
    }

    static DiscardMessage discard(int number) {
        return new DiscardMessage(LAB, message(number), "of no use");
    }

    static EntryRow entry(Scene scene, int number) {
        var row = scene.row(new OfMessage(LAB, message(number)));
        return scene.row(new OfEntry(LAB, row.to(), row.number()));
    }

    static Stage stage(Scene scene, int number) {
        return entry(scene, number).stage();
    }

    static boolean isOver(Scene scene, int number) {
        return scene.rows().find(new OfMessage(LAB, message(number))) == null;
    }

    static InboxRow inbox(Scene scene) {
        return scene.row(new OfInbox(LAB, BOB));
    }

    /** Has every timer speak whose time has come, until none is left. */
    static void timersSpeak(Scene scene) {
        for (int i = 0; i < ROUNDS; i++) {
            var due = scene.all(DueRow.class)
                    .filter(row -> !row.due().isAfter(scene.now()))
                    .toList();
            if (due.isEmpty()) {
                return;
            }
            due.forEach(row -> scene.when(row.command(), TIMER).accepted());
        }
        assertThat(scene.all(DueRow.class)).as("what is due again and again").isEmpty();
    }
}
