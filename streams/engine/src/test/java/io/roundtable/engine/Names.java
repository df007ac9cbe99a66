package io.roundtable.engine;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceEvent.MemberSet;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.contract.workspace.WorkspaceSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who and what the tests talk about. */
public final class Names {

    public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    public static final WorkspaceId LAB = new WorkspaceId("ws_laboratory01");

    public static final UserId OLGA = new UserId("usr_olga000001");
    public static final UserId EDDA = new UserId("usr_edda000001");
    public static final UserId VITO = new UserId("usr_vito000001");
    public static final UserId STEN = new UserId("usr_sten000001");

    public static final Principal OWNER = Principal.user(OLGA);
    public static final Principal EDITOR = Principal.user(EDDA);
    public static final Principal VIEWER = Principal.user(VITO);
    public static final Principal STRANGER = Principal.user(STEN);
    public static final Principal TIMER = Principal.system("timer");
    public static final Principal COURIER = Principal.system("courier");

    public static final SandboxId ALICE = new SandboxId("sb_alice00001");
    public static final SandboxId BOB = new SandboxId("sb_bob0000001");
    public static final SandboxId CAROL = new SandboxId("sb_carol00001");
    public static final SandboxId NOBODY = new SandboxId("sb_nobody0001");

    public static final Principal ALICES_KEY = Principal.sandbox(ALICE);

    private Names() {}

    public static WorkspaceCreated labCreated() {
        return labCreated(null);
    }

    public static WorkspaceCreated labCreated(@Nullable WorkspaceSettings settings) {
        return new WorkspaceCreated(LAB, new WorkspaceDefinition("Laboratory", null, settings), OLGA);
    }

    public static WorkspaceArchived labArchived() {
        return new WorkspaceArchived(LAB);
    }

    public static MemberSet member(UserId user, Role role) {
        return new MemberSet(LAB, user, role);
    }

    public static SandboxCreated created(SandboxId sandbox) {
        return new SandboxCreated(LAB, sandbox, definition(sandbox.value()));
    }

    public static SandboxDefinition definition(String name) {
        return new SandboxDefinition(name, null, null, null, null, null);
    }

    public static MessageId message(int number) {
        return new MessageId(String.format(java.util.Locale.ROOT, "msg_%026d", number));
    }

    public static RawJson json(String text) {
        return new RawJson(text);
    }
}
