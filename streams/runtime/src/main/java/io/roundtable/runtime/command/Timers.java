package io.roundtable.runtime.command;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.wire.Json;
import io.roundtable.engine.Row;
import io.roundtable.engine.RowKey;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Turns what has become due in a partition into commands. It changes no row: a due row goes when the command that it
 * led to is decided. What was appended is remembered, so that it isn't again while that takes.
 *
 * <p>This clock only says when to ask; whether something is over is decided by the broker's. Where this one is ahead, a
 * command comes too early and its row still stands once it is decided: then it is asked again, later each time.
 */
final class Timers {

    /** Commands appended in one go for each kind of rows; what is left is appended the next time. */
    private static final int MAX_AT_ONCE = 1_000;

    /** Rows of a kind looked at in one go: many more, so that commands which aren't decided yet keep nobody waiting. */
    private static final int MAX_LOOKED_AT = 20_000;

    /** How many appended ones are remembered; one that is forgotten is appended again, and changes nothing then. */
    private static final int MAX_REMEMBERED = 100_000;

    /** Of 5 bits each, and of 15 bytes of a hash. */
    private static final int ID_DIGITS = 24;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final KeyValueStore<Bytes, byte[]> store;
    private final TimerAppender appender;
    private final Map<CommandId, Asked> appended = new Remembered();
    private final Set<CommandId> failed = ConcurrentHashMap.newKeySet();

    Timers(KeyValueStore<Bytes, byte[]> store, TimerAppender appender) {
        this.store = store;
        this.appender = appender;
    }

    /**
     * A command that was appended.
     *
     * @param pause before it may be asked again, once it is decided and its row still stands
     */
    private record Asked(Instant at, Duration pause, boolean decided) {

        boolean isOver(Instant now) {
            return decided && !now.isBefore(at.plus(pause));
        }

        Asked asDecided() {
            return new Asked(at, pause, true);
        }

        Asked again(Instant now) {
            Duration longer = pause.multipliedBy(2);
            return new Asked(now, longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer, false);
        }
    }

    private static final class Remembered extends LinkedHashMap<CommandId, Asked> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CommandId, Asked> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }

    void append(Instant now) {
        failed.forEach(appended::remove);
        failed.clear();
        var due = new HashSet<CommandId>();
        boolean seenAll = true;
        for (String prefix : RowKey.OfDue.PREFIXES) {
            seenAll &= append(prefix, now, due);
        }
        if (seenAll) {
            appended.keySet().retainAll(due); // what is due no more was decided
        }
    }

    /** Tells whether it saw all that is due. */
    private boolean append(String prefix, Instant now, Set<CommandId> due) {
        Bytes first = StoreRows.bytes(prefix);
        Bytes last = StoreRows.bytes(RowKey.OfDue.before(prefix, now));
        int left = MAX_AT_ONCE;
        try (var entries = store.range(first, last)) {
            // with a broker that is away each append waits a second, so the first that fails is the last
            for (int i = 0; i < MAX_LOOKED_AT && left > 0 && failed.isEmpty() && entries.hasNext(); i++) {
                var entry = entries.next();
                CommandId id = id(entry.key);
                due.add(id);
                Asked asked = appended.get(id);
                if (asked == null || asked.isOver(now)) {
                    appended.put(id, asked == null ? new Asked(now, SHORTEST_PAUSE, false) : asked.again(now));
                    var row = Json.read(entry.value, Row.DueRow.class);
                    appender.append(id, row.command(), () -> failed.add(id));
                    left--;
                }
            }
            return !entries.hasNext();
        }
    }

    /** A command was decided: if it is one of these and its row still stands, it came too early. */
    void decided(CommandId id) {
        if (id.isTimers()) {
            appended.computeIfPresent(id, (_, asked) -> asked.asDecided());
        }
    }

    /** How many are kept in mind. */
    int remembered() {
        return appended.size();
    }

    /** The key of a row says all that there is to say of what is due. */
    private static CommandId id(Bytes row) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(row.get());
            String body = new BigInteger(1, Arrays.copyOf(hash, 15)).toString(32);
            return new CommandId(CommandId.TIMER_PREFIX + "0".repeat(ID_DIGITS - body.length()) + body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
