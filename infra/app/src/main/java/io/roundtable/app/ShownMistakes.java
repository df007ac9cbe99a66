package io.roundtable.app;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A mistake on the command line: what is wrong, and where to read more; not the whole help. */
final class ShownMistakes implements IParameterExceptionHandler {
    private final Terminal terminal;

    ShownMistakes(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] args) {
        var command = mistake.getCommandLine();
        terminal.err().println("roundtable: " + mistake.getMessage());
        if (command.getParent() == null && args.length == 0) {
            command.usage(terminal.err());
        } else {
            UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
            terminal.err().println("'" + command.getCommandSpec().qualifiedName() + " --help' tells what there is");
        }
        return ExitCode.USAGE;
    }
}
