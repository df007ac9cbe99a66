package io.roundtable.http.identity;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.DisabledBeanException;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.access.Directory;
import io.roundtable.http.access.EventTail;
import io.roundtable.http.consistency.ProjectionProgress;
import io.roundtable.http.log.LogLayout;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in for the log where a server has only identity: no Kafka is needed to know who calls. */
@Factory
@Requires(property = WithoutLog.PROPERTY)
final class WithoutLog {

    static final String PROPERTY = "test.without-log";

    /** The only one there is, in whatever workspace. */
    static final SandboxId SANDBOX = new SandboxId("sb_alice00000");

    @Singleton
    @Replaces(EventTail.class)
    @SuppressWarnings("DoNotCallSuggester") // only the container calls it, and takes the exception for an answer
    EventTail tail() {
        throw new DisabledBeanException("There is no log to follow");
    }

    @Singleton
    @Replaces(LogLayout.class)
    LogLayout layout() {
        return new LogLayout("no-topic", new Partitions(1));
    }

    @Singleton
    @Replaces(ProjectionProgress.Checkpoints.class)
    ProjectionProgress.Checkpoints checkpoints() {
        return Map::of;
    }

    @Singleton
    @Replaces(Directory.Source.class)
    Directory.Source directory() {
        return new EmptyDirectory();
    }

    /** Quick ones: each test here logs somebody in. */
    @Singleton
    @Replaces(Passwords.class)
    Passwords passwords() {
        return new Passwords(new CountingHash());
    }

    private static final class EmptyDirectory implements Directory.Source {

        @Override
        public @Nullable Role role(WorkspaceId workspace, UserId user) {
            return null;
        }

        @Override
        public boolean sandboxExists(WorkspaceId workspace, SandboxId sandbox) {
            return sandbox.equals(SANDBOX);
        }
    }
}
