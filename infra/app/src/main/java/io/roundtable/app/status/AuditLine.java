package io.roundtable.app.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OneLine;

/** What became of all commands, for people, on one line. */
final class AuditLine {

    private AuditLine() {}

    static String of(JsonNode audit) {
        String figures = "%,d accepted = %,d applied + %,d rejected + %,d dead-lettered + %,d in flight"
                .formatted(
                        audit.path("accepted").asLong(),
                        audit.path("applied").asLong(),
                        audit.path("rejected").asLong(),
                        audit.path("dead_lettered").asLong(),
                        audit.path("in_flight").asLong());
        String counted = audit.path("current").asBoolean()
                ? ""
                : ", as of " + OneLine.of(audit.path("as_of")) + ", for nobody counts now";
        return "%-22s %s: %s%s"
                .formatted(
                        "commands",
                        figures,
                        isBroken(audit) ? "IT DOES NOT HOLD, see 'roundtable replay audit'" : "it holds",
                        counted);
    }

    /** Whether somebody has to look. */
    static boolean isBroken(JsonNode audit) {
        return !audit.path("balanced").asBoolean();
    }
}
