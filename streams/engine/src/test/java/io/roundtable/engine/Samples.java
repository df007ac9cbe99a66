package io.roundtable.engine;

import io.roundtable.contract.Event;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import java.util.List;

/** One event of each kind, in an order in which they can happen. */
final class Samples {

    private static final Utterance HELLO =
            new Utterance(MessageType.REQUEST, Names.json("1"), null, null, null, null, null);

    static final List<Event> EVENTS = List.of(
            Names.labCreated(),
            new WorkspaceChanged(Names.LAB, new WorkspaceDefinition("Library", null, null)),
            Names.member(Names.EDDA, Role.EDITOR),
            Names.created(Names.ALICE),
            new SandboxChanged(Names.LAB, Names.ALICE, Names.definition("A")),
            new SandboxStatusChanged(
                    Names.LAB,
                    Names.ALICE,
                    SandboxStatus.PROVISIONING,
                    SandboxStatus.STARTING,
                    null,
                    "c1",
                    FreeForm.EMPTY),
            new SandboxHealthReported(Names.LAB, Names.ALICE, Health.HEALTHY, Names.NOON, null),
            new MessageSent(Names.LAB, Names.message(1), Names.ALICE, Names.ALICE, HELLO, 0),
            new MessageBroadcast(
                    Names.LAB, Names.message(2), Names.ALICE, List.of(new Copy(Names.message(3), Names.BOB)), HELLO, 0),
            new SandboxDeleted(Names.LAB, Names.ALICE),
            new MemberRemoved(Names.LAB, Names.EDDA),
            Names.labArchived());

    private Samples() {}
}
