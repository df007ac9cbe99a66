package io.roundtable.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters that {@link WithTestStack} promises, once for each test class. */
final class TestStackExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(TestStackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == TestStack.class || type == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = outermostClass(context).getStore(NAMESPACE);
        if (parameter.getParameter().getType() == TestDatabase.class) {
            return store.getOrComputeIfAbsent(
                    TestDatabase.class, _ -> TestStack.shared().newDatabase());
        }
        return parameter.isAnnotated(Isolated.class)
                ? store.getOrComputeIfAbsent(Isolated.class, _ -> TestStack.isolated())
                : TestStack.shared();
    }

    /** Nested classes share with the class around them, as its fields are theirs too. */
    private static ExtensionContext outermostClass(ExtensionContext context) {
        return context.getParent()
                .filter(parent -> parent.getTestClass().isPresent())
                .map(TestStackExtension::outermostClass)
                .orElse(context);
    }
}
