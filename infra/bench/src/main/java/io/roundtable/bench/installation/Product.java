package io.roundtable.bench.installation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the product's processes are started: as the launcher does it, told of the broker and the database. */
final class Product {
    static final String OPERATOR = "operator@roundtable.example";
    static final String OPERATOR_PASSWORD = "bench operator password";

    static final String MAIN = "io.roundtable.app.Main";

    /** The projector's collector, as the launcher has it; the others' is G1. */
    static final String PARALLEL = "-XX:+UseParallelGC";

    /** Where the roles keep theirs. */
    static final String STATE = "state";

    private final Path directory;
    private final ClassPath classPath;
    private final Settings settings;
    private final Stack stack;

    Product(Path directory, Setup setup, Stack stack) {
        this.directory = directory;
        this.classPath = setup.ofRoles();
        this.settings = setup.settings();
        this.stack = stack;
    }

    /**
     * @param flags of the VM, besides those that each has
     * @param arguments the command and its options
     */
    Child start(String name, List<String> flags, List<String> arguments) {
        var words = new ArrayList<>(flags);
        words.add(name.equals("projector") ? PARALLEL : Child.G1);
        words.add(MAIN);
        words.addAll(arguments);
        return Child.start(name, directory, classPath, words, environment(name));
    }

    private Map<String, String> environment(String name) {
        var environment = new HashMap<String, String>(stack.environment());
        environment.putAll(Map.of(
                "ROUNDTABLE_STATE_DIR",
                directory.resolve(STATE).toString(),
                "ROUNDTABLE_INSTANCE",
                name + "-1",
                "ROUNDTABLE_ACCESS_TOKEN_LIFE",
                "12h",
                "ROUNDTABLE_WEBHOOK_DESTINATIONS",
                "anywhere",
                "ROUNDTABLE_OPERATOR_EMAIL",
                OPERATOR,
                "ROUNDTABLE_OPERATOR_PASSWORD",
                OPERATOR_PASSWORD));
        environment.putAll(settings.environment());
        return environment;
    }
}
