package io.roundtable.app.replay;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands have in common that look at points in time. */
final class PointOptions {

    static final String PATH = "/v1/admin/projections";

    static final String AGAIN =
            "A node goes on with what another was killed at; asked again, the same work is watched.";

    static final String POINTS =
            "TIME is RFC 3339, and takes in all events up to that millisecond, by their own time. POSITION is a"
                + " Consistency-Token as the API gives it (partitions it doesn't name are as they were at the time of"
                + " the latest event it does), or with --workspace the position that a message shows.";

    @Option(names = "--workspace", paramLabel = "WS", description = "its rows alone")
    private @Nullable String workspace;

    @Option(names = "--no-wait", description = "don't watch it; see 'replay status'")
    private boolean isLeft;

    boolean isLeft() {
        return isLeft;
    }

    Map<String, Object> within(Map<String, Object> body) {
        var all = new TreeMap<>(body);
        if (workspace != null) {
            all.put("workspace_id", workspace);
        }
        return all;
    }
}
