package io.roundtable.app;

import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.app.role.RoleStarter;

/** The command line as a person uses it, in this VM. */
public final class Commands {
    private Commands() {}

    public static int run(RecordingTerminal terminal, String... args) {
        return run(
                terminal,
                (settings, roles) -> {
                    throw new UserError("would start " + roles + " with " + settings);
                },
                args);
    }

    public static int run(RecordingTerminal terminal, RoleStarter starter, String... args) {
        return Main.run(terminal.terminal(), starter, args);
    }
}
