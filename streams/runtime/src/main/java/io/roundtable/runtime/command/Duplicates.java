package io.roundtable.runtime.command;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandEnvelope.RetryKey;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of commands that may be given again: those with a client's key.
 *
 * <p>A timer's command may be given again too, and needs no entry: it says what it was due for, and the second one finds
 * that something else is due by then.
 *
 * <p>An entry counts for the window, in command time, and is purged after twice that; so when it is purged makes no
 * difference to any decision. Each is at most 200 bytes; a second, empty one under its time finds it for purging.
 */
final class Duplicates {

    private static final byte BY_KEY = 'k';
    private static final byte BY_TIME = 't';
    private static final int HASH_BYTES = 20;
    private static final int MAX_PURGED_AT_ONCE = 10_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Duration window;

    Duplicates(KeyValueStore<Bytes, byte[]> store, Duration window) {
        this.store = store;
        this.window = window;
    }

    /**
     * What is to be remembered of a command.
     *
     * @param key where a repeat will look
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes for the store, never compared
    record Entry(Bytes key, Instant time, byte[] value) {}

    /** What a repeat of the command has to find; null where none is to be recognized, or the refusal doesn't last. */
    static @Nullable Entry entry(CommandEnvelope envelope, Reply reply) {
        Rejection rejection = reply.outcome().rejection();
        RetryKey retry = envelope.retry();
        Bytes key = key(envelope);
        if (retry == null
                || key == null
                || (rejection != null && !rejection.code().isLasting())) {
            return null;
        }
        var earlier = new Earlier(Earlier.print(retry), reply.time(), reply.sequence(), reply.outcome());
        return new Entry(key, reply.time(), earlier.encode().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What an earlier command with the same key came to.
     *
     * @param print of its fingerprint, which may be any text: short, and of letters and digits only
     */
    record Earlier(String print, Instant time, long sequence, Reply.Outcome outcome) {

        private static final int PRINT_BYTES = 16;

        /** Whether it asked for the same. */
        boolean isOf(RetryKey retry) {
            return print.equals(print(retry));
        }

        static String print(RetryKey retry) {
            return HexFormat.of().formatHex(sha256(retry.fingerprint()), 0, PRINT_BYTES);
        }

        String encode() {
            Reply.Accepted accepted = outcome.accepted();
            Rejection rejection = outcome.rejection();
            String result = rejection != null
                    ? rejection.code().wire()
                    : accepted == null || accepted.ids().isEmpty()
                            ? ""
                            : accepted.ids().getFirst();
            long version = accepted == null ? -1 : accepted.version();
            return String.join(
                    "|",
                    print,
                    Long.toString(time.toEpochMilli()),
                    Long.toString(sequence),
                    Long.toString(version),
                    result);
        }

        static Earlier decode(byte[] value) {
            String[] parts = new String(value, StandardCharsets.UTF_8).split("\\|", 5);
            Instant time = Instant.ofEpochMilli(Long.parseLong(parts[1]));
            long version = Long.parseLong(parts[3]);
            List<String> ids = parts[4].isEmpty() ? List.of() : List.of(parts[4]);
            var outcome = version >= 0
                    ? Reply.Outcome.of(new Reply.Accepted(version, ids, time))
                    : Reply.Outcome.of(
                            new Rejection(code(parts[4]), "The first request with this key was refused so."));
            return new Earlier(parts[0], time, Long.parseLong(parts[2]), outcome);
        }

        private static RejectionCode code(String wire) {
            return Arrays.stream(RejectionCode.values())
                    .filter(code -> code.wire().equals(wire))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no rejection is called " + wire));
        }
    }

    /** Under what a repeat of this command would be found; null where none is to be recognized. */
    static @Nullable Bytes key(CommandEnvelope envelope) {
        var retry = envelope.retry();
        if (retry == null) {
            return null;
        }
        String text = envelope.command().workspaceId() + "\n"
                + envelope.principal().kind() + "\n" + envelope.principal().id() + "\n" + retry.key();
        return Bytes.wrap(Arrays.copyOf(sha256(text), HASH_BYTES));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The earlier command with this key, where it still counts. */
    @Nullable
    Earlier find(Bytes key, Instant now) {
        byte[] value = Machinery.guard(() -> store.get(byKey(key)));
        if (value == null) {
            return null;
        }
        Earlier earlier = Machinery.guard(() -> Earlier.decode(value));
        return earlier.time().plus(window).isAfter(now) ? earlier : null;
    }

    void put(Entry entry) {
        store.put(byKey(entry.key()), entry.value());
        store.put(byTime(entry.time(), entry.key().get()), new byte[0]);
    }

    /** Removes what can't matter any more, a bounded number at a time. */
    void purge(Instant now) {
        Instant oldest = now.minus(window.multipliedBy(2));
        if (oldest.isBefore(Instant.EPOCH)) {
            return; // times before it sort last, and the range would be everything
        }
        int purged = 0;
        try (var entries = store.range(byTime(Instant.EPOCH, new byte[0]), byTime(oldest, new byte[0]))) {
            while (entries.hasNext() && purged < MAX_PURGED_AT_ONCE) {
                byte[] index = entries.next().key.get();
                Bytes key = Bytes.wrap(Arrays.copyOfRange(index, 1 + Long.BYTES, index.length));
                byte[] value = store.get(byKey(key));
                if (value != null && !Earlier.decode(value).time().isAfter(oldest)) {
                    store.delete(byKey(key));
                }
                store.delete(Bytes.wrap(index));
                purged++;
            }
        }
    }

    /** When the command was decided that a row of the store is about. */
    static Instant time(Bytes row, byte[] value) {
        return row.get()[0] == BY_TIME
                ? Instant.ofEpochMilli(ByteBuffer.wrap(row.get(), 1, Long.BYTES).getLong())
                : Earlier.decode(value).time();
    }

    private static Bytes byKey(Bytes key) {
        return Bytes.wrap(ByteBuffer.allocate(1 + key.get().length)
                .put(BY_KEY)
                .put(key.get())
                .array());
    }

    private static Bytes byTime(Instant time, byte[] key) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + key.length)
                .put(BY_TIME)
                .putLong(time.toEpochMilli())
                .put(key)
                .array());
    }
}
