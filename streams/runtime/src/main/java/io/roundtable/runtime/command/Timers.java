package io.roundtable.runtime.command;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.wire.Json;
import io.roundtable.engine.Row;
import io.roundtable.engine.RowKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
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

    /** Rows looked at in one go; what is left is looked at the next time. */
    private static final int MAX_AT_ONCE = 1_000;

    /** How many appended ones are remembered; one that is forgotten is appended again, and is a duplicate then. */
    private static final int MAX_REMEMBERED = 100_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final TimerAppender appender;
    private final Map<CommandId, Boolean> appended = new Remembered();
    private final Set<CommandId> failed = ConcurrentHashMap.newKeySet();

    Timers(KeyValueStore<Bytes, byte[]> store, TimerAppender appender) {
        this.store = store;
        this.appender = appender;
    }

    private static final class Remembered extends LinkedHashMap<CommandId, Boolean> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CommandId, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }

    void append(Instant now) {
        failed.forEach(appended::remove);
        failed.clear();
        Bytes first = StoreRows.bytes(RowKey.OfHealthCheck.PREFIX);
        Bytes last = StoreRows.bytes(RowKey.OfHealthCheck.before(now));
        try (var entries = store.range(first, last)) {
            for (int i = 0; i < MAX_AT_ONCE && entries.hasNext(); i++) {
                var due = Json.read(entries.next().value, Row.DueRow.class);
                CommandId id = id(due);
                if (appended.putIfAbsent(id, true) == null) {
                    var command = new ExpireHealth(due.workspace(), due.sandbox(), due.due());
                    appender.append(id, command, () -> failed.add(id));
                }
            }
        }
    }

    private static CommandId id(Row.DueRow due) {
        String text = "health\n" + due.workspace() + "\n" + due.sandbox() + "\n" + due.due();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            String body = new BigInteger(1, Arrays.copyOf(hash, 15)).toString(32);
            return new CommandId(
                    CommandId.PREFIX + String.format(Locale.ROOT, "%24s", body).replace(' ', '0'));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
