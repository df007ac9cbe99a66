package io.roundtable.runtime.command;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.wire.Json;
import io.roundtable.engine.Row;
import io.roundtable.engine.RowKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Turns what has become due in a partition into commands. It changes no row: a due row goes when the command that it
 * led to is decided. What was appended is remembered, so that it isn't again while that takes.
 */
final class Timers {

    /** Commands appended in one go; what is left is appended the next time. */
    private static final int MAX_AT_ONCE = 1_000;

    /** Rows looked at in one go: many more, so that commands which aren't decided yet keep nobody waiting. */
    private static final int MAX_LOOKED_AT = 20_000;

    /** How many appended ones are remembered; one that is forgotten is appended again, and changes nothing then. */
    private static final int MAX_REMEMBERED = 100_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final TimerAppender appender;
    private final Map<String, Boolean> appended = new Remembered();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    Timers(KeyValueStore<Bytes, byte[]> store, TimerAppender appender) {
        this.store = store;
        this.appender = appender;
    }

    private static final class Remembered extends LinkedHashMap<String, Boolean> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }

    void append(Instant now) {
        failed.forEach(appended::remove);
        failed.clear();
        var due = new HashSet<String>();
        int left = MAX_AT_ONCE;
        boolean seenAll = true;
        for (String prefix : RowKey.OfDue.PREFIXES) {
            Bytes first = StoreRows.bytes(prefix);
            Bytes last = StoreRows.bytes(RowKey.OfDue.before(prefix, now));
            try (var entries = store.range(first, last)) {
                // with a broker that is away each append waits a second, so the first that fails is the last
                for (int i = 0; i < MAX_LOOKED_AT && left > 0 && failed.isEmpty() && entries.hasNext(); i++) {
                    var entry = entries.next();
                    String row = new String(entry.key.get(), StandardCharsets.UTF_8);
                    due.add(row);
                    if (appended.putIfAbsent(row, true) == null) {
                        append(row, Json.read(entry.value, Row.DueRow.class));
                        left--;
                    }
                }
                seenAll &= !entries.hasNext();
            }
        }
        if (seenAll) {
            appended.keySet().retainAll(due); // what is due no more was decided
        }
    }

    /** How many are kept in mind. */
    int remembered() {
        return appended.size();
    }

    private void append(String row, Row.DueRow due) {
        appender.append(id(row), due.command(), () -> failed.add(row));
    }

    /** The key of a row says all that there is to say of what is due. */
    private static CommandId id(String row) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(row.getBytes(StandardCharsets.UTF_8));
            String body = new BigInteger(1, Arrays.copyOf(hash, 15)).toString(32);
            return new CommandId(CommandId.TIMER_PREFIX
                    + String.format(Locale.ROOT, "%24s", body).replace(' ', '0'));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
