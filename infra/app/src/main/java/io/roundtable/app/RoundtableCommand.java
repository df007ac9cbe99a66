package io.roundtable.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roundtable} without a command: a mistake that is answered with the list of commands. */
@Command(
        name = "roundtable",
        description = "The backend through which agents talk to each other, and from which nothing said is ever lost.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Try it:  roundtable dev",
            "In a checkout there is also 'roundtable bench', which measures it beside its limits.",
            "'roundtable COMMAND --help' tells more about a command. Exit code 0 means success, 2 a mistake on the"
                    + " command line, 1 anything else."
        })
final class RoundtableCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? One is needed");
    }
}
