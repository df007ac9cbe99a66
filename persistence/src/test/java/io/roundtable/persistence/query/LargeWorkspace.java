package io.roundtable.persistence.query;

import static io.roundtable.persistence.projection.Sayings.sandbox;
import static io.roundtable.persistence.projection.Sayings.sandboxCreated;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.persistence.projection.Sayings;
import io.roundtable.persistence.projection.TestLog;
import java.time.Duration;
import java.util.Map;

/** A workspace of 50 sandboxes in which much is said. */
final class LargeWorkspace {

    private static final int SANDBOXES = 50;

    private LargeWorkspace() {}

    /** What has happened there by the last of so many messages. */
    static TestLog log(int messages) {
        var log = new TestLog(0).append(workspaceCreated());
        for (int i = 1; i <= SANDBOXES; i++) {
            log.append(sandboxCreated(sandbox(i), Map.of("zone", "z" + i)));
        }
        for (int i = 1; i <= messages; i++) {
            // One pair has said half of all; commands are rare, and so is this correlation.
            SandboxId from = sandbox(i % 2 == 0 ? 1 : 1 + i % SANDBOXES);
            MessageType type = i % 4_000 == 0 ? MessageType.COMMAND : MessageType.REQUEST;
            log.pass(Duration.ofMillis(500)).append(Sayings.sent(i, from, sandbox(2), utterance(i, type)));
        }
        return log;
    }

    private static Utterance utterance(int i, MessageType type) {
        return new Utterance(
                type,
                new RawJson("{\"text\": \"" + "blah ".repeat(60) + "\"}"),
                "c" + i / 10,
                i % 2 == 0 ? Sayings.message(i - 1) : null,
                null,
                null,
                null);
    }
}
