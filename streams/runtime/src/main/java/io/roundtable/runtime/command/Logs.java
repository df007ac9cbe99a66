package io.roundtable.runtime.command;

import org.apache.kafka.common.KafkaException;

/** What a partition of the engine asks the logs themselves, besides the commands that it is given. */
interface Logs {

    /**
     * What there is of the commands.
     *
     * @throws KafkaException where that can't be told now
     */
    Extent commands(int partition);

    /**
     * The last event that is committed.
     *
     * @throws KafkaException where that can't be told now
     */
    LastEvent lastEvent(int partition);

    /** Has commands read from there on; only by the thread that the partition belongs to. */
    void goTo(int partition, long offset);

    /**
     * From where to where a log goes.
     *
     * @param start of its first record
     * @param end one past its last one
     */
    record Extent(long start, long end) {

        boolean holds(long offset) {
            return start <= offset && offset <= end;
        }
    }

    /**
     * Where the events end.
     *
     * @param sequence 0 where there is none
     * @param settled whether it is the last for sure; else a transaction is still open behind it
     */
    record LastEvent(long sequence, boolean settled) {}
}
