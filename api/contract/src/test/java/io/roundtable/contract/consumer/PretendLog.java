package io.roundtable.contract.consumer;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** A log that says what it is told to. */
final class PretendLog implements EventsLog {

    String topicId = "first";
    final Map<Long, Long> offsets = new HashMap<>();

    @Override
    public String topicId() {
        return topicId;
    }

    @Override
    public OptionalLong offsetOf(int partition, long sequence) {
        Long offset = offsets.get(sequence);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    @Override
    public long offsetAt(int partition, Instant time) {
        return time.toEpochMilli();
    }
}
