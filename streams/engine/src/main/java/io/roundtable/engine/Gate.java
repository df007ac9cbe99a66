package io.roundtable.engine;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.VERSION_MISMATCH;
import static io.roundtable.contract.RejectionCode.WORKSPACE_NOT_FOUND;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.Standing.Machinery;
import io.roundtable.engine.Standing.Member;
import io.roundtable.engine.Standing.Resident;
import io.roundtable.engine.Standing.Stranger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where every command is asked who gives it, before its own rules are. Who can't see the workspace is told that there is
 * none ({@code workspace_not_found}), whose right doesn't suffice that it is {@code forbidden}.
 */
public record Gate(Rows state, Asked<?> asked) {

    /** A command's own rules, once its principal may give it. */
    @FunctionalInterface
    public interface Rule {
        Decision decide(WorkspaceRow workspace);
    }

    /** Members of a role or a higher one. */
    public Decision forMembers(Role least, Rule rule) {
        return switch (standing()) {
            case Stranger _ -> hidden();
            case Member member -> member.isAtLeast(least) ? rule.decide(member.workspace()) : lacking(least, member);
            case Resident _ -> Decision.rejected(FORBIDDEN, "a sandbox's key acts for that sandbox alone");
            case Machinery _ -> Decision.rejected(FORBIDDEN, "only a member may do this");
        };
    }

    /**
     * Editors and owners, for any sandbox; and a sandbox's key, for itself.
     *
     * @param subject null where the command leaves it to the key whom it acts for
     */
    public Decision forSandbox(@Nullable SandboxId subject, Rule rule) {
        return switch (standing()) {
            case Resident resident
            when subject == null || subject.equals(resident.sandbox()) -> rule.decide(resident.workspace());
            case Stranger _, Member _, Resident _, Machinery _ -> forMembers(Role.EDITOR, rule);
        };
    }

    /** Timers and couriers alone. */
    public Decision forTimer(Rule rule) {
        return switch (standing()) {
            case Stranger _ -> hidden();
            case Machinery timer -> rule.decide(timer.workspace());
            case Member _, Resident _ ->
                Decision.rejected(FORBIDDEN, "only Roundtable's own timers and couriers may ask this");
        };
    }

    /**
     * Refuses a client that has seen another version of the aggregate than there is.
     *
     * @param actual 0 where there is none
     */
    public Decision atVersion(long actual, Supplier<Decision> rule) {
        Long expected = asked.expectedVersion();
        if (expected != null && expected != actual) {
            return Decision.rejected(VERSION_MISMATCH, "expected version " + expected + ", found " + actual);
        }
        return rule.get();
    }

    private Standing standing() {
        return Standing.of(state, asked.command().workspaceId(), asked.principal());
    }

    private Decision hidden() {
        return Decision.rejected(
                WORKSPACE_NOT_FOUND, "there is no workspace " + asked.command().workspaceId() + " to be seen by you");
    }

    private static Decision lacking(Role least, Member member) {
        return Decision.rejected(
                FORBIDDEN, "this needs the role " + least + " in the workspace; yours is " + member.role());
    }
}
