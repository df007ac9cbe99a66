package io.roundtable.contract.consumer;

import io.roundtable.contract.Position;
import java.time.Instant;

/** Where reading of a partition begins. */
public sealed interface Start {

    /** With the first event there has ever been; the log is kept for ever. */
    static Start beginning() {
        return new Beginning();
    }

    /**
     * With the event after the one that was handled last.
     *
     * @param handled of the partition that is read; sequence 0 is the beginning
     */
    static Start after(Position handled) {
        return new After(handled);
    }

    /**
     * With the first event whose command was accepted then or later; with what comes next where there is none.
     *
     * @param time of the command, {@code ce_time}, which never goes back within a partition
     */
    static Start at(Instant time) {
        return new At(time);
    }

    /**
     * Where the consumer stands by itself: at the offset that its group has committed, or where you have just sought to.
     * The first event that comes is taken as it is.
     */
    static Start whereKafkaIs() {
        return new WhereKafkaIs();
    }

    record Beginning() implements Start {}

    record After(Position handled) implements Start {}

    record At(Instant time) implements Start {}

    record WhereKafkaIs() implements Start {}
}
