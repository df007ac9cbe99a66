package io.roundtable.bench;

import io.roundtable.bench.installation.BenchFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** {@code infra/roundtable bench}: a program of its own, so that the product doesn't know it. */
public final class Main {
    private Main() {}

    /** Only to give the command its name. */
    @Command(name = "roundtable")
    private static final class Roundtable {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        var bench = new CommandLine(new BenchCommand(System.out, System.err));
        bench.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this help")
                        .build());
        return new CommandLine(new Roundtable())
                .addSubcommand(bench)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((fault, _, _) -> tell(fault));
    }

    /** What could not be measured is no fault of this program, as a rule; what is comes with its trace. */
    private static int tell(Exception fault) throws Exception {
        if (!(fault instanceof BenchFailure
                || fault instanceof IllegalArgumentException
                || fault instanceof IllegalStateException)) {
            throw fault;
        }
        System.err.println("roundtable: " + fault.getMessage());
        if (fault.getCause() != null) {
            System.err.println("  because of " + fault.getCause());
        }
        return 1;
    }
}
