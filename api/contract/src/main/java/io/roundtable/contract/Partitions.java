package io.roundtable.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a workspace lives in: Kafka's own hash (murmur2) of its id, the same for every topic.
 *
 * @param count 1 or more; can't change while the log lives
 */
public record Partitions(int count) {

    public Partitions {
        new Check().range("partitions", count, 1, 10_000).done();
    }

    public int of(WorkspaceId workspace) {
        return of(workspace.value().getBytes(StandardCharsets.UTF_8));
    }

    public int of(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % count;
    }
}
