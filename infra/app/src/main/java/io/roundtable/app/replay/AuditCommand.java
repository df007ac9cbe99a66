package io.roundtable.app.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.client.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code roundtable replay audit}. */
@Command(
        name = "audit",
        description = {
            "Tells whether each accepted command was applied, rejected or dead-lettered, once, or is in flight.",
            "Exit code 1 where that doesn't hold, with the commands that it is about, or where nobody counts."
        })
final class AuditCommand implements Callable<Integer> {

    private final Door door;

    AuditCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        try (var client = door.client()) {
            JsonNode audit = client.require(ApiRequest.get("/v1/admin/audit")).json();
            door.print(audit, AuditText::whole);
            return AuditText.isGood(audit) ? 0 : 1;
        }
    }
}
