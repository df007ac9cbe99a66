package io.roundtable.runtime.command;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.wire.Encoded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a record of the commands topic comes to, complete, encoded and measured before anything of it is written. */
sealed interface Handled {

    /** The partition's state from now on. */
    PartitionState after();

    /**
     * A command was decided.
     *
     * @param command its id
     * @param accepted or else refused
     * @param events in order
     * @param after the partition's state from now on
     * @param remembered for repeats of the command; null where none is to be recognized
     */
    record Decided(
            CommandId command,
            boolean accepted,
            List<Written> events,
            Encoded reply,
            PartitionState after,
            Duplicates.@Nullable Entry remembered)
            implements Handled {

        public Decided {
            events = List.copyOf(events);
        }
    }

    /**
     * An event as it is written.
     *
     * @param delivery whether it is an order for a courier too
     */
    record Written(Encoded encoded, boolean delivery) {}

    /** The same outcome as before; nothing is written but the answer, under the new command's id. */
    record Repeated(Encoded reply, PartitionState after) implements Handled {}

    /** The record is no command that anybody could be answered for: its bytes are kept. */
    record Poison(String reason, PartitionState after) implements Handled {}

    /** Handling it failed in a way it never should: it is refused, and its bytes are kept. */
    record Failed(Encoded reply, String reason, PartitionState after) implements Handled {}
}
