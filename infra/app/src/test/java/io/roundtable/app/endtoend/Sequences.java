package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.log.Log;
import java.util.stream.Collectors;

/** What must hold of every log of events. */
final class Sequences {
    private Sequences() {}

    /** Each partition counts 1, 2, 3 … in the order of its records. */
    static void assertDense(Log log) {
        var partitions = log.all(Topics.EVENTS).stream()
                .filter(entry -> !entry.header("ce_sequence").isEmpty())
                .collect(Collectors.groupingBy(Entry::partition));
        partitions.forEach((partition, entries) -> {
            for (int i = 0; i < entries.size(); i++) {
                assertThat(entries.get(i).header("ce_sequence"))
                        .as("event %d of partition %d", i + 1, partition)
                        .isEqualTo("%019d".formatted(i + 1));
            }
        });
    }
}
