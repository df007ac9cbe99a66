package io.roundtable.engine;

import static io.roundtable.engine.Names.ALICE;
import static io.roundtable.engine.Names.ALICES_KEY;
import static io.roundtable.engine.Names.BOB;
import static io.roundtable.engine.Names.LAB;
import static io.roundtable.engine.Names.NOON;
import static io.roundtable.engine.Names.VITO;
import static io.roundtable.engine.Names.definition;
import static io.roundtable.engine.Names.json;
import static io.roundtable.engine.Names.message;
import static io.roundtable.engine.Scene.givenLab;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Command;
import io.roundtable.contract.DeadLetterCommand.DiscardMessage;
import io.roundtable.contract.DeadLetterCommand.RedriveMessage;
import io.roundtable.contract.InboxCommand.DrainInbox;
import io.roundtable.contract.InboxCommand.ExpireMessage;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.InboxCommand.OfferMessage;
import io.roundtable.contract.KeyId;
import io.roundtable.contract.LeaseCommand;
import io.roundtable.contract.LeaseCommand.AcknowledgeMessage;
import io.roundtable.contract.LeaseCommand.ExpireLease;
import io.roundtable.contract.LeaseCommand.ExtendLease;
import io.roundtable.contract.LeaseCommand.RecordDelivery;
import io.roundtable.contract.LeaseCommand.RejectMessage;
import io.roundtable.contract.LeaseCommand.ReleaseLease;
import io.roundtable.contract.LeaseCommand.ReturnMessage;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.ChangeSandboxStatus;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionCommand.ChangeSubscription;
import io.roundtable.contract.SubscriptionCommand.CreateSubscription;
import io.roundtable.contract.SubscriptionCommand.DeleteSubscription;
import io.roundtable.contract.SubscriptionCommand.DiscardEvent;
import io.roundtable.contract.SubscriptionCommand.EnableSubscription;
import io.roundtable.contract.SubscriptionCommand.EndReplay;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.SubscriptionCommand.RedriveEvent;
import io.roundtable.contract.SubscriptionCommand.ReplayEvents;
import io.roundtable.contract.SubscriptionCommand.ResumeEvents;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WebhookCommand.EnableWebhook;
import io.roundtable.contract.WebhookCommand.RemoveWebhook;
import io.roundtable.contract.WebhookCommand.SetWebhook;
import io.roundtable.contract.WorkspaceCommand.ArchiveWorkspace;
import io.roundtable.contract.WorkspaceCommand.ChangeWorkspace;
import io.roundtable.contract.WorkspaceCommand.CreateWorkspace;
import io.roundtable.contract.WorkspaceCommand.RemoveMember;
import io.roundtable.contract.WorkspaceCommand.SetMember;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a sandbox's key may ask: of all the commands there are, those named here, about its own sandbox. */
final class KeyRightsTest {

    private static final Set<Class<?>> OPEN = Set.of(
            SendMessage.class,
            BroadcastMessage.class,
            ChangeSandboxStatus.class,
            RecordHeartbeat.class,
            LeaseMessages.class,
            AcknowledgeMessage.class,
            ReturnMessage.class,
            ExtendLease.class,
            RejectMessage.class,
            ReleaseLease.class);

    private static final SubscriptionId SUB = new SubscriptionId("sub_0123456789");

    private static final LeaseId LEASE = new LeaseId("ls_0123456789");

    private static final Utterance HELLO = new Utterance(MessageType.REQUEST, json("1"), null, null, null, null, null);

    /** One of each kind, about a sandbox as far as it is about any. */
    private static List<Command> commandsAbout(SandboxId sandbox) {
        return List.of(
                new CreateWorkspace(LAB, new WorkspaceDefinition("Lab", null, null)),
                new ChangeWorkspace(LAB, json("{}")),
                new ArchiveWorkspace(LAB),
                new SetMember(LAB, VITO, Role.OWNER),
                new RemoveMember(LAB, VITO),
                new CreateSandbox(LAB, sandbox, definition("another")),
                new ChangeSandbox(LAB, sandbox, json("{}")),
                new DeleteSandbox(LAB, sandbox),
                new ChangeSandboxStatus(LAB, sandbox, SandboxStatus.STARTING, null, null, null),
                new RecordHeartbeat(LAB, sandbox, Health.HEALTHY, null),
                new ExpireHealth(LAB, sandbox, NOON),
                new SendMessage(LAB, message(1), sandbox, BOB, HELLO),
                new BroadcastMessage(LAB, message(2), sandbox, null, HELLO),
                new LeaseMessages(LAB, sandbox, 1, null),
                new OfferMessage(LAB, sandbox, message(3), NOON),
                new ExpireMessage(LAB, sandbox, message(3), NOON),
                new DrainInbox(LAB, sandbox, 1, NOON),
                new AcknowledgeMessage(LAB, sandbox, message(3), LEASE),
                new ReturnMessage(LAB, sandbox, message(3), LEASE, null, null),
                new ExtendLease(LAB, sandbox, message(3), LEASE, null),
                new RejectMessage(LAB, sandbox, message(3), LEASE, null),
                new ReleaseLease(LAB, sandbox, message(3), LEASE),
                new ExpireLease(LAB, sandbox, message(3), LEASE, NOON),
                new RecordDelivery(
                        LAB,
                        sandbox,
                        message(3),
                        LEASE,
                        DeliveryResult.of(io.roundtable.contract.delivery.Outcome.DELIVERED)),
                new RedriveMessage(LAB, message(3), null),
                new DiscardMessage(LAB, message(3), "why not"),
                new SetWebhook(LAB, sandbox, "https://agent.example/", 4),
                new RemoveWebhook(LAB, sandbox),
                new EnableWebhook(LAB, sandbox),
                new CreateSubscription(LAB, SUB, "https://agent.example/", List.of("*")),
                new ChangeSubscription(LAB, SUB, null, null),
                new EnableSubscription(LAB, SUB),
                new DeleteSubscription(LAB, SUB),
                new ReplayEvents(LAB, SUB, NOON, null),
                new EndReplay(LAB, SUB),
                new RedriveEvent(LAB, SUB, 1),
                new DiscardEvent(LAB, SUB, 1, "why not"),
                new RecordEvents(
                        LAB,
                        SUB,
                        Lane.LIVE,
                        1,
                        new Reach(1, NOON, 1, true),
                        DeliveryResult.of(io.roundtable.contract.delivery.Outcome.DELIVERED),
                        null),
                new ResumeEvents(LAB, SUB, Lane.LIVE, NOON));
    }

    static Stream<Command> itsOwn() {
        return commandsAbout(ALICE).stream();
    }

    static Stream<Command> anothers() {
        return commandsAbout(BOB).stream();
    }

    @Test
    void shouldBeAskedAboutEveryKindOfCommandThereIs() {
        assertThat(commandsAbout(ALICE).stream().<Class<?>>map(Command::getClass))
                .containsExactlyInAnyOrderElementsOf(kinds(Command.class).toList());
    }

    @ParameterizedTest
    @MethodSource("itsOwn")
    void shouldBeAllowedWhatIsOpenAndNothingElse(Command command) {
        // When
        var outcome = givenLab().when(command, ALICES_KEY);

        // Then
        if (command instanceof LeaseCommand && OPEN.contains(command.getClass())) {
            outcome.thenRejected(RejectionCode.LEASE_NOT_FOUND);
        } else if (OPEN.contains(command.getClass())) {
            var _ = outcome.accepted();
        } else {
            outcome.thenRejected(RejectionCode.FORBIDDEN);
        }
    }

    @ParameterizedTest
    @MethodSource("anothers")
    void shouldBeAllowedNothingForAnother(Command command) {
        givenLab().when(command, ALICES_KEY).thenRejected(RejectionCode.FORBIDDEN);
    }

    @ParameterizedTest
    @MethodSource("itsOwn")
    void shouldBeAllowedNothingOnceItsSandboxIsDeleted(Command command) {
        // Given
        var scene = givenLab().and(new SandboxDeleted(LAB, ALICE));

        // When
        var outcome = scene.when(command, ALICES_KEY);

        // Then
        outcome.thenRejected(
                command instanceof CreateWorkspace ? RejectionCode.FORBIDDEN : RejectionCode.WORKSPACE_NOT_FOUND);
    }

    @Test
    void shouldBeAllowedTheSameWhicheverOfItsKeysItShows() {
        // Given
        var key = Principal.sandbox(ALICE, new KeyId("key_0123456789"));

        // When
        var heartbeat = givenLab().when(new RecordHeartbeat(LAB, ALICE, Health.HEALTHY, null), key);
        var anothers = givenLab().when(new RecordHeartbeat(LAB, BOB, Health.HEALTHY, null), key);

        // Then
        var _ = heartbeat.accepted();
        anothers.thenRejected(RejectionCode.FORBIDDEN);
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(KeyRightsTest::kinds)
                : Stream.of(type);
    }
}
