package io.roundtable.app.endtoend;

import io.roundtable.testkit.TestStack;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one installation at first use and stops it after the last test of the run, before the stack beneath it. What all
 * tests together have had it write by then has to be what it publishes about its topics, and what nodes have answered what
 * they publish about that; else the run fails.
 */
final class InstallationExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(InstallationExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, _ -> new Shared(Installation.on(TestStack.shared())), Shared.class)
                .installation();
    }

    private record Shared(Installation installation) implements AutoCloseable {

        @Override
        public void close() {
            try (installation;
                    var log = installation.log()) {
                PublishedAnswers.requireAll();
                new Conformance(installation.node()).requireAll(log);
            }
        }
    }
}
