package io.roundtable.app.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What was found in the past, as people read it. */
final class PastText {

    private PastText() {}

    /** Nothing for a rebuild of the present. */
    static List<String> lines(JsonNode rebuild) {
        var lines = new ArrayList<String>();
        boolean isDone = rebuild.path("state").asText().equals("done");
        if (isDone && rebuild.path("kind").asText().equals("as_of")) {
            String schema = rebuild.path("schema").asText();
            lines.add("the tables as of " + rebuild.path("points").path(0).asText() + " are in the schema " + schema
                    + "; drop it with: roundtable replay prune --schema " + schema);
        }
        for (JsonNode table : rebuild.path("changes").path("tables")) {
            lines.add("  %-20s %,12d rows, then %,12d  %s"
                    .formatted(
                            table.path("table").asText(),
                            table.path("rows_before").asLong(),
                            table.path("rows_after").asLong(),
                            changes(table)));
        }
        rebuild.path("changes").path("rows").forEach(row -> add(row, lines));
        return lines;
    }

    private static String changes(JsonNode table) {
        long added = table.path("added").asLong();
        long removed = table.path("removed").asLong();
        long changed = table.path("changed").asLong();
        return added + removed + changed == 0
                ? "equal"
                : "%,d added, %,d removed, %,d changed".formatted(added, removed, changed);
    }

    private static void add(JsonNode row, List<String> lines) {
        lines.add("  %s %s %s"
                .formatted(row.path("table").asText(), row.path("change").asText(), row.path("key")));
        for (JsonNode column : row.path("columns")) {
            lines.add("    %s: %s, then %s"
                    .formatted(
                            column.path("column").asText(),
                            column.path("before").asText(),
                            column.path("after").asText()));
        }
    }
}
