package io.roundtable.bench.suite;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where the last committed records are. The end of a log isn't there: what ends a transaction lies behind its records. */
final class LogEnds implements AutoCloseable {
    /** More than what lies behind a partition's last record as a rule; where it is less, more is read. */
    private static final long STEP = 64;

    private final CommittedRecords records;

    LogEnds(String bootstrapServers) {
        records = new CommittedRecords(bootstrapServers);
    }

    /** By partition, one past the last record; 0 where there is none. */
    Map<Integer, Long> of(String topic) {
        var ends = records.ends(topic);
        var found = new HashMap<Integer, Long>();
        for (long back = STEP; found.size() < ends.size(); back *= STEP) {
            var open = new HashMap<TopicPartition, Long>();
            for (var end : ends.entrySet()) {
                if (!found.containsKey(end.getKey().partition())) {
                    open.put(end.getKey(), Math.max(0, end.getValue() - back));
                }
            }
            records.read(open, ends, entry -> {
                var _ = found.merge(entry.partition(), entry.offset() + 1, Math::max);
            });
            open.forEach((partition, from) -> {
                if (from == 0) {
                    var _ = found.putIfAbsent(partition.partition(), 0L);
                }
            });
        }
        return found;
    }

    @Override
    public void close() {
        records.close();
    }
}
