package io.roundtable.runtime.command;

import io.roundtable.contract.wire.Json;
import io.roundtable.engine.DeliveryKey.OfEnd;
import io.roundtable.engine.DeliveryKey.OfEnded;
import io.roundtable.engine.DeliveryRow.EndRow;
import io.roundtable.engine.RowKey;
import io.roundtable.engine.delivery.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;

/** The engine's stores, as their changelogs have them. */
public enum EngineStore {
    STATE(CommandProcessor.STATE) {
        @Override
        public boolean isGivenByLogs(Bytes key, byte[] value, Instant now, Duration window) {
            String text = text(key);
            if (key.equals(PartitionState.KEY)) {
                return false;
            }
            if (!text.startsWith(RowKey.VOLATILE)) {
                return true;
            }
            Instant oldest = now.minus(Traces.REMEMBERED);
            if (text.startsWith(OfEnd.PREFIX)) {
                return Json.read(value, EndRow.class).at().isAfter(oldest);
            }
            return text.startsWith(OfEnded.PREFIX)
                    && (oldest.isBefore(Instant.EPOCH)
                            || text.compareTo(RowKey.OfDue.before(OfEnded.PREFIX, oldest.plusMillis(1))) >= 0);
        }

        @Override
        public boolean isOfLater(Bytes key, byte[] value, Instant now) {
            return false;
        }

        @Override
        public String text(Bytes key) {
            return new String(key.get(), StandardCharsets.UTF_8);
        }
    },
    DUPLICATES(CommandProcessor.DUPLICATES) {
        @Override
        public boolean isGivenByLogs(Bytes key, byte[] value, Instant now, Duration window) {
            return Duplicates.time(key, value).plus(window).isAfter(now);
        }

        @Override
        public boolean isOfLater(Bytes key, byte[] value, Instant now) {
            return !Duplicates.time(key, value).isBefore(now);
        }

        @Override
        public String text(Bytes key) {
            return HexFormat.of().formatHex(key.get());
        }
    };

    private final String store;

    EngineStore(String store) {
        this.store = store;
    }

    /** Of its changelog. */
    public String topic() {
        return Changelogs.name(store);
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the logs alone say what this row must be. They don't say how far a partition has come with commands that
     * came to nothing, nor when a sandbox was heard of last, nor what may be forgotten and isn't yet.
     *
     * @param now of commands
     * @param window in which duplicates count
     */
    public abstract boolean isGivenByLogs(Bytes key, byte[] value, Instant now, Duration window);

    /** Whether this row may be of a command that was decided after that time, or just then. */
    public abstract boolean isOfLater(Bytes key, byte[] value, Instant now);

    /** For people. */
    public abstract String text(Bytes key);
}
