package io.roundtable.testkit.log;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far the topics went at a moment: each partition's end, as whoever reads committed records sees it. */
public record Mark(Map<TopicPartition, Long> ends) {
    public Mark {
        ends = Map.copyOf(ends);
    }
}
