package io.roundtable.runtime.command;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.Principal;
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
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of commands that may be given again: those with a client's key, and timers.
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

    /** What an earlier command with the same key came to. */
    record Earlier(String fingerprint, Instant time, long sequence, Reply.Outcome outcome) {

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
                    fingerprint,
                    Long.toString(time.toEpochMilli()),
                    Long.toString(sequence),
                    Long.toString(version),
                    result);
        }

        static Earlier decode(String text) {
            String[] parts = text.split("\\|", 5);
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
        boolean isTimer = envelope.principal().kind() == Principal.Kind.SYSTEM;
        if (retry == null && !isTimer) {
            return null;
        }
        String what = retry == null ? envelope.commandId().value() : retry.key();
        String text = envelope.command().workspaceId() + "\n"
                + envelope.principal().kind() + "\n" + envelope.principal().id() + "\n" + what;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Bytes.wrap(Arrays.copyOf(hash, HASH_BYTES));
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
        Earlier earlier = Machinery.guard(() -> Earlier.decode(new String(value, StandardCharsets.UTF_8)));
        return earlier.time().plus(window).isAfter(now) ? earlier : null;
    }

    void put(Bytes key, Earlier entry) {
        store.put(byKey(key), entry.encode().getBytes(StandardCharsets.UTF_8));
        store.put(byTime(entry.time(), key.get()), new byte[0]);
    }

    /** Removes what can't matter any more, a bounded number at a time. */
    void purge(Instant now) {
        Instant oldest = now.minus(window.multipliedBy(2));
        int purged = 0;
        try (var entries = store.range(byTime(Instant.EPOCH, new byte[0]), byTime(oldest, new byte[0]))) {
            while (entries.hasNext() && purged < MAX_PURGED_AT_ONCE) {
                byte[] index = entries.next().key.get();
                Bytes key = Bytes.wrap(Arrays.copyOfRange(index, 1 + Long.BYTES, index.length));
                byte[] value = store.get(byKey(key));
                if (value != null
                        && !Earlier.decode(new String(value, StandardCharsets.UTF_8))
                                .time()
                                .isAfter(oldest)) {
                    store.delete(byKey(key));
                }
                store.delete(Bytes.wrap(index));
                purged++;
            }
        }
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
