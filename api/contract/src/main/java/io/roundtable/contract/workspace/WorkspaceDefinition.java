package io.roundtable.contract.workspace;

import io.roundtable.contract.Check;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What its owners say a workspace is; all of it can be changed by a merge patch.
 *
 * @param name 1 to 100 characters
 * @param description at most 2,000 characters
 */
public record WorkspaceDefinition(String name, @Nullable String description, WorkspaceSettings settings) {

    public WorkspaceDefinition(
            @Nullable String name, @Nullable String description, @Nullable WorkspaceSettings settings) {
        new Check()
                .required("name", name)
                .text("name", name, 1, 100)
                .text("description", description, 0, 2_000)
                .done();
        this.name = Objects.requireNonNull(name);
        this.description = description;
        this.settings = Objects.requireNonNullElse(settings, WorkspaceSettings.UNSET);
    }
}
