package io.roundtable.runtime.command;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.Reply;
import io.roundtable.contract.wire.Encoded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a record of the commands topic comes to, complete and encoded before anything of it is written. */
sealed interface Handled {

    /**
     * A command was decided.
     *
     * @param envelope as it was given
     * @param events in order
     * @param reply as it is answered
     * @param after the partition's state from now on
     */
    record Decided(
            CommandEnvelope envelope, List<Encoded> events, Reply reply, Encoded encodedReply, PartitionState after)
            implements Handled {

        public Decided {
            events = List.copyOf(events);
        }
    }

    /** The same outcome as before; nothing is written but the answer. */
    record Repeated(@Nullable Encoded encodedReply, PartitionState after) implements Handled {}

    /** The record can't be a command: its bytes are kept. */
    record Poison(String reason, PartitionState after) implements Handled {}

    /** Handling it failed in a way it never should: it is refused, and its bytes are kept. */
    record Failed(Encoded encodedReply, String reason, PartitionState after) implements Handled {}
}
