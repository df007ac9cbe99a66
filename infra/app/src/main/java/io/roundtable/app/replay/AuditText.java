package io.roundtable.app.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;

/** An audit as people read it. */
final class AuditText {

    private AuditText() {}

    /** Whether it holds, and is about now. */
    static boolean isGood(JsonNode audit) {
        return audit.path("balanced").asBoolean() && audit.path("current").asBoolean();
    }

    static String whole(JsonNode audit) {
        var lines = new ArrayList<String>();
        lines.add("since %s, as of %s"
                .formatted(audit.path("since").asText(), audit.path("as_of").asText()));
        for (String figure : new String[] {"accepted", "applied", "rejected", "dead_lettered", "in_flight"}) {
            lines.add("%-14s %,15d"
                    .formatted(figure.replace('_', ' '), audit.path(figure).asLong()));
        }
        for (JsonNode partition : audit.path("partitions")) {
            if (!partition.path("balanced").asBoolean()) {
                lines.add(
                        "partition %d DOESN'T HOLD: %,d unaccounted for; %,d accepted, %,d with an outcome or in flight"
                                .formatted(
                                        partition.path("partition").asInt(),
                                        partition.path("unaccounted").asLong(),
                                        partition.path("accepted").asLong(),
                                        accountedFor(partition)));
            }
        }
        for (JsonNode fault : audit.path("faults")) {
            lines.add("  %-14s %s at offset %d of partition %d"
                    .formatted(
                            fault.path("kind").asText(),
                            fault.path("command_id").asText(),
                            fault.path("command_offset").asLong(),
                            fault.path("partition").asInt()));
        }
        if (!audit.path("current").asBoolean()) {
            lines.add("nobody counts now: is a projector running? See its log for 'the audit'");
        }
        lines.add(
                audit.path("balanced").asBoolean() ? "it holds" : "it DOES NOT HOLD, see infra/docs/runbooks/audit.md");
        return String.join("\n", lines);
    }

    private static long accountedFor(JsonNode partition) {
        return partition.path("applied").asLong()
                + partition.path("rejected").asLong()
                + partition.path("dead_lettered").asLong()
                + partition.path("in_flight").asLong();
    }
}
