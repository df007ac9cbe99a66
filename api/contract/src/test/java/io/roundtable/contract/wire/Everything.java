package io.roundtable.contract.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundtable.contract.Command;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.Event;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.ChangeSandboxStatus;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceCommand.ArchiveWorkspace;
import io.roundtable.contract.WorkspaceCommand.ChangeWorkspace;
import io.roundtable.contract.WorkspaceCommand.CreateWorkspace;
import io.roundtable.contract.WorkspaceCommand.RemoveMember;
import io.roundtable.contract.WorkspaceCommand.SetMember;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceEvent.MemberSet;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.AgentConfig;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.ResourceLimits;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.contract.workspace.LlmProvider;
import io.roundtable.contract.workspace.McpServer;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.SandboxDefaults;
import io.roundtable.contract.workspace.SecretRef;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.contract.workspace.WorkspaceSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every command and every event, each with all it can hold and, where that differs, with the least. */
public final class Everything {

    public static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");
    static final WorkspaceId WS = new WorkspaceId("ws_0123456789");
    public static final SandboxId SB = new SandboxId("sb_0123456789");
    static final SandboxId OTHER = new SandboxId("sb_abcdefghij");
    public static final UserId USER = new UserId("usr_0123456789");
    static final MessageId MSG = new MessageId("msg_0123456789");
    static final MessageId MSG_2 = new MessageId("msg_abcdefghij");

    private static final FreeForm FREE = new FreeForm(JsonNodeFactory.instance
            .objectNode()
            .put("host", "h\"é😀")
            .put("port", 1)
            .put("big", 1L << 40)
            .put("flag", true)
            .putNull("nothing"));
    private static final DeliverySettings DELIVERY = DeliverySettings.DEFAULTS;
    private static final ResourceLimits LIMITS = new ResourceLimits(new BigDecimal("0.50"), 16, 16, 1);
    static final SandboxDefinition SANDBOX = new SandboxDefinition(
            "Alice",
            new AgentConfig("r", "m", "p", "prompt \u0001", new BigDecimal("0.70"), 100, List.of(FREE)),
            LIMITS,
            FREE,
            DELIVERY,
            Map.of("b", "2", "a", "1"));
    static final SandboxDefinition LEAST_SANDBOX = new SandboxDefinition("A", null, null, null, null, null);
    static final WorkspaceDefinition WORKSPACE = new WorkspaceDefinition(
            "Lab",
            "about",
            new WorkspaceSettings(
                    new SandboxDefaults(LIMITS, DELIVERY),
                    List.of(new LlmProvider("a", "p", "https://h/v1", List.of("m"), new SecretRef("env:K"))),
                    List.of(new McpServer("s", null, "c", List.of("-x"), Map.of("K", new SecretRef("secret:k")))),
                    new CollaborationPolicy(false, List.of(MessageType.REQUEST), 7)));
    static final WorkspaceDefinition LEAST_WORKSPACE = new WorkspaceDefinition("W", null, null);
    static final Utterance FULL = new Utterance(
            MessageType.RESPONSE,
            new RawJson("{\"b\": 1e400, \"a\":\"\\u0000\\ud800 é😀\" , \"a\":0.10}"),
            "correlation",
            MSG_2,
            NOON.plusSeconds(60),
            NOON,
            Priority.URGENT);
    static final Utterance LEAST =
            new Utterance(MessageType.REQUEST, new RawJson("null"), null, null, null, null, null);

    public static final List<Command> COMMANDS = plus(
            plus(EveryDelivery.commands(), EverySubscription.commands()),
            List.of(
                    new CreateWorkspace(WS, WORKSPACE),
                    new CreateWorkspace(WS, LEAST_WORKSPACE),
                    new ChangeWorkspace(WS, new RawJson("{ \"description\" : null }")),
                    new ArchiveWorkspace(WS),
                    new SetMember(WS, USER, Role.EDITOR),
                    new RemoveMember(WS, USER),
                    new CreateSandbox(WS, SB, SANDBOX),
                    new CreateSandbox(WS, SB, LEAST_SANDBOX),
                    new ChangeSandbox(WS, SB, new RawJson("{\"labels\":{\"a\":null}}")),
                    new DeleteSandbox(WS, SB),
                    new ChangeSandboxStatus(WS, SB, SandboxStatus.STARTING, "why", "c1", FREE),
                    new ChangeSandboxStatus(WS, SB, SandboxStatus.ERROR, null, null, null),
                    new RecordHeartbeat(WS, SB, Health.DEGRADED, "x"),
                    new RecordHeartbeat(WS, SB, Health.HEALTHY, null),
                    new ExpireHealth(WS, SB, NOON),
                    new SendMessage(WS, MSG, SB, OTHER, FULL),
                    new SendMessage(WS, MSG, null, OTHER, LEAST),
                    new BroadcastMessage(WS, MSG, SB, List.of(OTHER), FULL),
                    new BroadcastMessage(WS, MSG, null, null, LEAST)));

    public static final List<Event> EVENTS = plus(
            plus(EveryDelivery.events(), EverySubscription.events()),
            List.of(
                    new WorkspaceCreated(WS, WORKSPACE, USER),
                    new WorkspaceCreated(WS, LEAST_WORKSPACE, USER),
                    new WorkspaceChanged(WS, WORKSPACE),
                    new WorkspaceArchived(WS),
                    new MemberSet(WS, USER, Role.OWNER),
                    new MemberRemoved(WS, USER),
                    new SandboxCreated(WS, SB, SANDBOX),
                    new SandboxCreated(WS, SB, LEAST_SANDBOX),
                    new SandboxChanged(WS, SB, SANDBOX),
                    new SandboxDeleted(WS, SB),
                    new SandboxStatusChanged(WS, SB, SandboxStatus.STARTING, SandboxStatus.RUNNING, "why", "c1", FREE),
                    new SandboxStatusChanged(
                            WS, SB, SandboxStatus.STARTING, SandboxStatus.RUNNING, null, null, FreeForm.EMPTY),
                    new SandboxHealthReported(WS, SB, Health.UNHEALTHY, NOON, "x"),
                    new SandboxHealthReported(WS, SB, Health.HEALTHY, NOON, null),
                    new MessageSent(WS, MSG, SB, OTHER, FULL, 3),
                    new MessageSent(WS, MSG, SB, OTHER, LEAST, 0),
                    new MessageBroadcast(WS, MSG, SB, List.of(new Copy(MSG_2, OTHER)), FULL, 1)));

    public static final List<Reply> REPLIES = Stream.of(
                    Reply.Outcome.of(new Reply.Accepted(1, List.of("msg_0123456789"), NOON)),
                    Reply.Outcome.of(new Reply.Accepted(0, List.of(), NOON)),
                    Reply.Outcome.of(new Rejection(RejectionCode.MAILBOX_FULL, "too many messages wait", 10_000)),
                    Reply.Outcome.of(new Rejection(RejectionCode.HOP_LIMIT, "too long")))
            .map(outcome -> new Reply(new CommandId("cmd_0123456789"), WS, NOON, false, 1, outcome))
            .toList();

    private Everything() {}

    /** The {@code ce_type} of a command, an event or a reply. */
    public static String type(Object value) {
        return switch (value) {
            case Reply reply -> reply.outcome().accepted() != null ? RecordTypes.ACCEPTED : RecordTypes.REJECTED;
            default -> RecordTypes.of(value);
        };
    }

    private static <T> List<T> plus(List<T> ofDelivery, List<T> others) {
        return Stream.concat(others.stream(), ofDelivery.stream()).toList();
    }
}
