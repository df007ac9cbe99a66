package io.roundtable.app.replay;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roundtable replay as-of}. */
@Command(
        name = "as-of",
        description = {
            "Leaves the tables as they were then in a schema of their own, until 'replay prune --schema NAME'.",
            PointOptions.AGAIN,
            PointOptions.POINTS
        })
final class AsOfCommand implements Callable<Integer> {

    private final Door door;

    @Parameters(paramLabel = "TIME|POSITION", description = "when")
    private String point = "";

    @Option(
            names = "--schema",
            required = true,
            paramLabel = "NAME",
            description = "that there isn't yet: [a-z_][a-z0-9_]{0,62}")
    private String schema = "";

    @Mixin
    private final PointOptions options = new PointOptions();

    AsOfCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Map<String, Object> body = options.within(Map.of("at", point, "schema", schema));
        return door.begin(PointOptions.PATH + "/as-of", body, options.isLeft());
    }
}
