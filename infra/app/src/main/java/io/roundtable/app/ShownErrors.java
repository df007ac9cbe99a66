package io.roundtable.app;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Errors as people want to see them: one line where they can do something about it, everything where it is our fault. */
final class ShownErrors implements IExecutionExceptionHandler {
    private static final int FAILURE = 1;

    private final Terminal terminal;

    ShownErrors(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        if (fault instanceof UserError error) {
            terminal.err().println("roundtable: " + error.getMessage());
            if (terminal.env("ROUNDTABLE_DEBUG") != null) {
                error.printStackTrace(terminal.err());
            }
        } else {
            terminal.err().println("roundtable: this should not have happened:");
            fault.printStackTrace(terminal.err());
        }
        return FAILURE;
    }
}
