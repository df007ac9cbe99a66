package io.roundtable.http;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.access.Directory;
import io.roundtable.http.consistency.ProjectionProgress;
import io.roundtable.http.consistency.TokenReader;
import io.roundtable.http.log.KafkaClients;
import io.roundtable.http.log.LogLayout;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.query.FormerLogs;
import io.roundtable.persistence.query.Membership;
import io.roundtable.persistence.query.MembershipOf;
import io.roundtable.persistence.query.ReflectedSequence;
import io.roundtable.persistence.query.SandboxById;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Joins the ports of the HTTP side to the log and the tables. */
@Factory
@Requires(bean = HttpSettings.class)
final class HttpBeans {

    @Singleton
    LogLayout layout(KafkaClients clients) {
        try (var admin = clients.admin()) {
            return LogLayout.read(admin);
        }
    }

    @Singleton
    ProjectionProgress.Checkpoints checkpoints(ReadModel model) {
        return new ReflectedSequence(model.sql())::all;
    }

    @Singleton
    TokenReader.Formers formers(Database database) {
        return new FormerLogs(database.control())::all;
    }

    @Singleton
    @Bean(typed = Directory.Source.class)
    Directory.Source directorySource(ReadModel model, LogLayout layout) {
        var membership = new MembershipOf(model.sql());
        var sandboxes = new SandboxById(model.sql());
        return new Directory.Source() {
            @Override
            public @Nullable Role role(WorkspaceId workspace, UserId user) {
                return membership
                        .find(layout.partitionOf(workspace), workspace, user)
                        .value()
                        .map(Membership::role)
                        .orElse(null);
            }

            @Override
            public boolean sandboxExists(WorkspaceId workspace, SandboxId sandbox) {
                return sandboxes
                        .find(layout.partitionOf(workspace), workspace, sandbox)
                        .value()
                        .isPresent();
            }
        };
    }
}
