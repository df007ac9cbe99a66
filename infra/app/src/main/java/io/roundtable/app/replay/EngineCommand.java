package io.roundtable.app.replay;

import io.roundtable.app.OutputOption;
import io.roundtable.app.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roundtable replay engine}. */
@Command(
        name = "engine",
        description = {
            "Makes the engine's stores anew from the logs, where their changelogs are lost; for when no engine runs.",
            "First it tells what it would do, and does it with --yes. By Kafka itself. See"
                    + " infra/docs/runbooks/engine-state.md."
        })
final class EngineCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final OutputOption output;

    @Mixin
    private final EngineCommands.KafkaOptions kafka = new EngineCommands.KafkaOptions();

    @Option(names = "--yes", description = "don't ask")
    private boolean isSure;

    EngineCommand(Terminal terminal, OutputOption output) {
        this.terminal = terminal;
        this.output = output;
    }

    @Override
    public Integer call() {
        return new EngineCommands(terminal, output.isJson()).rebuild(kafka.settings(terminal), isSure);
    }
}
