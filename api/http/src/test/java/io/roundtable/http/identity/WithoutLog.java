package io.roundtable.http.identity;

import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.inject.BeanDefinitionReference;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.access.Directory;
import io.roundtable.http.consistency.ProjectionProgress;
import io.roundtable.http.log.LogLayout;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The application's own parts but for those that join it to the log: no Kafka is needed to know who calls. */
final class WithoutLog extends DefaultApplicationContext {

    private static final List<String> LEFT_OUT = List.of(
            "io.roundtable.http.$HttpBeans",
            "io.roundtable.http.access.$EventTail",
            "io.roundtable.http.identity.$IdentityBeans$Passwords");

    WithoutLog() {
        getEnvironment()
                .addPropertySource(PropertySource.of(
                        Map.<String, Object>of("roundtable.api.enabled", true, "micronaut.server.port", -1)));
        registerSingleton(HttpSettings.of("nowhere:9092", "https://roundtable.test/schemas/"));
        registerSingleton(new LogLayout("no-topic", new Partitions(1)));
        registerSingleton(ProjectionProgress.Checkpoints.class, Map::of);
        registerSingleton(Directory.Source.class, new EmptyDirectory());
        registerSingleton(new Passwords(new CountingHash()));
    }

    @Override
    @SuppressWarnings("rawtypes") // as the method that it overrides has it
    protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
        return super.resolveBeanDefinitionReferences().stream()
                .filter(bean -> Stream.of(bean.getBeanDefinitionName(), bean.getName())
                        .noneMatch(name -> LEFT_OUT.stream().anyMatch(name::startsWith)))
                .toList();
    }

    private static final class EmptyDirectory implements Directory.Source {

        @Override
        public @Nullable Role role(WorkspaceId workspace, UserId user) {
            return null;
        }

        @Override
        public boolean sandboxExists(WorkspaceId workspace, SandboxId sandbox) {
            return false;
        }
    }
}
