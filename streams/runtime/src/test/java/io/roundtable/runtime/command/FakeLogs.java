package io.roundtable.runtime.command;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Logs that are as a test says. */
final class FakeLogs implements Logs {

    Extent commands = new Extent(0, Long.MAX_VALUE);
    LastEvent lastEvent = new LastEvent(0, true);

    @Nullable
    KafkaException fault;

    /** Where commands were to be read from, in order. */
    final List<Long> wentTo = new ArrayList<>();

    @Override
    public Extent commands(int partition) {
        return orFault(commands);
    }

    @Override
    public LastEvent lastEvent(int partition) {
        return orFault(lastEvent);
    }

    @Override
    public void goTo(int partition, long offset) {
        wentTo.add(offset);
    }

    private <T> T orFault(T answer) {
        if (fault != null) {
            throw fault;
        }
        return answer;
    }
}
