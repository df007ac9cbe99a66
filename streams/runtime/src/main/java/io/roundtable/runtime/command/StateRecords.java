package io.roundtable.runtime.command;

import io.roundtable.contract.wire.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The changelog of the engine's state, for whoever looks at it from outside. */
public final class StateRecords {

    /** The topic; its partitions are those of the log of commands. */
    public static final String TOPIC = EngineStore.STATE.topic();

    private StateRecords() {}

    /**
     * How far a partition has come.
     *
     * @param nextOffset of the first command that isn't decided
     * @param sequence of its last event
     * @param time of its last command
     */
    public record Reached(long nextOffset, long sequence, Instant time) {}

    /** Null where this record doesn't tell how far its partition has come. */
    public static @Nullable Reached reached(Bytes key, byte[] value) {
        if (!key.equals(PartitionState.KEY)) {
            return null;
        }
        var state = Json.read(value, PartitionState.class);
        return new Reached(state.nextOffset(), state.sequence(), state.time());
    }

    /** The offset of the first command that isn't decided, where this record tells how far its partition has come. */
    public static OptionalLong nextCommand(byte @Nullable [] key, byte @Nullable [] value) {
        return key == null || value == null || !Arrays.equals(key, PartitionState.KEY.get())
                ? OptionalLong.empty()
                : OptionalLong.of(Json.read(value, PartitionState.class).nextOffset());
    }
}
