package io.roundtable.app.replay;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code roundtable replay diff}. */
@Command(
        name = "diff",
        description = {
            "Tells what changed between two points: how many rows of each table, and the first of them.",
            PointOptions.AGAIN,
            PointOptions.POINTS
        })
final class DiffCommand implements Callable<Integer> {

    private final Door door;

    @Parameters(index = "0", paramLabel = "A", description = "a TIME or a POSITION")
    private String from = "";

    @Parameters(index = "1", paramLabel = "B", description = "likewise")
    private String to = "";

    @Mixin
    private final PointOptions options = new PointOptions();

    DiffCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Map<String, Object> body = options.within(Map.of("from", from, "to", to));
        return door.begin(PointOptions.PATH + "/diff", body, options.isLeft());
    }
}
