package io.roundtable.app.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Versions and rebuilds as people read them. */
final class ReplayText {
    private static final String VERSION = "%-10s %-16s %-9s %-11s %s";
    private static final String REBUILD = "%-30s %-8s %-10s %-11s %-20s %s";

    static final String VERSIONS = VERSION.formatted("PROJECTION", "SCHEMA", "STATE", "DEFINITION", "TO DO");
    static final String REBUILDS = REBUILD.formatted("REBUILD", "KIND", "STATE", "PHASE", "PROJECTIONS", "PROGRESS");

    private ReplayText() {}

    static String version(JsonNode version) {
        String definition = version.path("definition").asText();
        String current = version.path("current_definition").asText();
        return VERSION.formatted(
                        version.path("projection").asText(),
                        version.path("schema").asText(),
                        version.path("state").asText(),
                        definition.equals(current) ? definition : definition + " of " + current,
                        version.path("action").asText("").replace("null", ""))
                .stripTrailing();
    }

    static String row(JsonNode rebuild) {
        return REBUILD.formatted(
                        rebuild.path("rebuild_id").asText(),
                        rebuild.path("kind").asText(),
                        rebuild.path("state").asText(),
                        rebuild.path("phase").asText(),
                        texts(rebuild.path("projections")),
                        progress(rebuild.path("progress")))
                .stripTrailing();
    }

    private static String texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }

    private static String progress(JsonNode progress) {
        if (progress.isNull() || progress.isMissingNode()) {
            return "";
        }
        String left = progress.path("seconds_left").isNumber()
                ? ", " + progress.path("seconds_left").asLong() + " s left"
                : "";
        return "%,d of %,d, %,d/s%s"
                .formatted(
                        progress.path("done").asLong(),
                        progress.path("total").asLong(),
                        progress.path("per_second").asLong(),
                        left);
    }

    /** Whether all that was asked for has come about, or waits for a switch. */
    static boolean isGood(JsonNode rebuild) {
        String state = rebuild.path("state").asText();
        return state.equals("done") || state.equals("ready");
    }

    static String whole(JsonNode rebuild) {
        var lines = new ArrayList<String>(List.of(row(rebuild)));
        if (rebuild.path("failure").isTextual()) {
            lines.add("failed: " + rebuild.path("failure").asText());
        }
        JsonNode comparison = rebuild.path("comparison");
        for (JsonNode table : comparison.path("tables")) {
            lines.add("  %-20s %,12d rows live, %,12d rebuilt  %s"
                    .formatted(
                            table.path("table").asText(),
                            table.path("live_rows").asLong(),
                            table.path("rebuilt_rows").asLong(),
                            table.path("equal").asBoolean() ? "equal" : "DIFFERENT"));
        }
        for (JsonNode difference : comparison.path("differences")) {
            lines.add("  %s %s %s"
                    .formatted(
                            difference.path("table").asText(),
                            difference.path("kind").asText(),
                            difference.path("key")));
            for (JsonNode column : difference.path("columns")) {
                lines.add("    %s: live %s, rebuilt %s"
                        .formatted(
                                column.path("column").asText(),
                                column.path("live").asText(),
                                column.path("rebuilt").asText()));
            }
        }
        lines.addAll(PastText.lines(rebuild));
        if (rebuild.path("state").asText().equals("ready")) {
            lines.add("verified; switch with: roundtable replay switch "
                    + rebuild.path("rebuild_id").asText());
        }
        return String.join("\n", lines);
    }
}
