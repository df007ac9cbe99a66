package io.roundtable.runtime.courier;

import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.runtime.courier.EventSource.Entry;
import io.roundtable.runtime.courier.EventSource.Found;
import io.roundtable.runtime.courier.EventSource.Part;
import io.roundtable.runtime.courier.EventSource.Wanted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Picks the events that are wanted out of those that are read, in order, within the bounds of one reading. */
final class Gathered {

    /** Looked at; a tenant who is behind reads over what others say. */
    private static final int MAX_READ = 20_000;

    private final Part part;
    private final Wanted wanted;
    private final byte[] key;
    private final List<Entry> events = new ArrayList<>();
    private long through;
    private Instant at;
    private long bytes;
    private int read;
    private boolean finished;

    Gathered(Part part, Wanted wanted) {
        this.part = part;
        this.wanted = wanted;
        this.key = wanted.workspace().value().getBytes(StandardCharsets.UTF_8);
        this.through = part.span().after();
        this.at = part.span().since();
    }

    /** Looks at the next record, and tells whether it wants another. */
    boolean take(ConsumerRecord<byte[], byte[]> entry) {
        var sequence = CloudEventHeaders.of(entry.headers()).sequence();
        if (sequence.isEmpty()) {
            return true;
        }
        var time = Instant.ofEpochMilli(entry.timestamp());
        if (isBeyond(sequence.getAsLong(), time)) {
            finished = true;
            return false;
        }
        boolean isBehind = sequence.getAsLong() <= part.span().after() || isBefore(time);
        return isBehind || look(entry, sequence.getAsLong(), time);
    }

    /** Kafka may have begun earlier than it was asked to: markers of transactions have times of their own. */
    private boolean isBefore(Instant time) {
        return time.isBefore(part.span().since());
    }

    private boolean look(ConsumerRecord<byte[], byte[]> entry, long sequence, Instant time) {
        String type = CloudEventHeaders.of(entry.headers()).find(CloudEventHeaders.TYPE);
        if (Arrays.equals(entry.key(), key) && type != null && wanted.types().test(type)) {
            var event = new Entry(sequence, time, entry);
            bytes += event.bytes();
            events.add(event);
        }
        through = sequence;
        at = time;
        Long to = part.span().to();
        finished = to != null && sequence >= to;
        boolean full = ++read >= MAX_READ || bytes >= EventSource.ENOUGH || events.size() >= EventSource.MOST;
        return !finished && !full;
    }

    private boolean isBeyond(long sequence, Instant time) {
        Long to = part.span().to();
        Instant until = part.span().until();
        return sequence >= part.end() || (to != null && sequence > to) || (until != null && time.isAfter(until));
    }

    Found found() {
        return new Found(events, through, at, finished);
    }
}
