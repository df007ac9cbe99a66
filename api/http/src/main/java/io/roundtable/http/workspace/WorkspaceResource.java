package io.roundtable.http.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.Reply;
import io.roundtable.contract.WorkspaceCommand.CreateWorkspace;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.command.Conditions;
import io.roundtable.persistence.query.WorkspaceView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as its members see it.
 *
 * @param role the caller's
 */
@JsonInclude
record WorkspaceResource(
        String workspaceId,
        String name,
        @Nullable String description,
        RawJson settings,
        boolean isActive,
        Role role,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** The body tells the caller's role, which isn't the workspace's version. */
    String etag() {
        return Conditions.etag(version, role.toString());
    }

    static WorkspaceResource of(WorkspaceView view, Role role) {
        return new WorkspaceResource(
                view.workspaceId().value(),
                view.name(),
                view.description(),
                view.settings(),
                view.active(),
                role,
                view.stamp().createdAt(),
                view.stamp().updatedAt(),
                view.stamp().version());
    }

    /** As it was made, from the request and its reply: the tables need not have it yet. */
    static WorkspaceResource of(CreateWorkspace command, Reply.Accepted outcome) {
        var definition = command.definition();
        return new WorkspaceResource(
                command.workspaceId().value(),
                definition.name(),
                definition.description(),
                new RawJson(new String(Json.write(definition.settings()), StandardCharsets.UTF_8)),
                true,
                Role.OWNER,
                outcome.decidedAt(),
                outcome.decidedAt(),
                outcome.version());
    }
}
