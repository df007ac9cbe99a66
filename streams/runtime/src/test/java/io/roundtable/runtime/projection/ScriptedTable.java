package io.roundtable.runtime.projection;

import io.roundtable.contract.Topics;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.FencedException;
import io.roundtable.persistence.projection.SequenceBroken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** Rows and a checkpoint in memory, which fail as a test wants. A record's value is its sequence, or rubbish. */
final class ScriptedTable implements Follower<ScriptedTable.Row> {

    record Row(long offset, long sequence) {}

    /** What happens to a call, when it isn't well. */
    record Mishap(Supplier<? extends RuntimeException> fault, boolean afterCommit) {}

    final List<Long> rows = new ArrayList<>();
    final Deque<Mishap> mishapsOfWriting = new ArrayDeque<>();
    final Deque<Mishap> mishapsOfOpening = new ArrayDeque<>();
    int writes;
    int openings;
    long end = Long.MAX_VALUE;
    private Checkpoint checkpoint = new Checkpoint("test", "topic", 0, 0, 0);

    @Override
    public String topic() {
        return Topics.EVENTS;
    }

    @Override
    public Checkpoint open(int partition) {
        openings++;
        if (!mishapsOfOpening.isEmpty()) {
            throw mishapsOfOpening.pop().fault().get();
        }
        return checkpoint;
    }

    @Override
    public boolean toleratesLostStart() {
        return false;
    }

    @Override
    public long end(int partition) {
        return end;
    }

    @Override
    public boolean isOurs(Headers headers) {
        return true;
    }

    @Override
    public Row read(long offset, Record<byte[], byte[]> entry) {
        byte[] value = entry.value();
        return new Row(offset, Long.parseLong(new String(value == null ? new byte[0] : value, StandardCharsets.UTF_8)));
    }

    @Override
    public Checkpoint write(Checkpoint from, List<Row> batch) {
        writes++;
        var mishap = mishapsOfWriting.poll();
        if (mishap != null && !mishap.afterCommit()) {
            throw mishap.fault().get();
        }
        if (!from.equals(checkpoint)) {
            throw new FencedException(from);
        }
        long sequence = from.sequence();
        for (Row row : batch) {
            if (row.sequence() != ++sequence) {
                throw SequenceBroken.sequence(from, sequence, row.sequence(), row.offset());
            }
        }
        batch.forEach(row -> rows.add(row.sequence()));
        checkpoint =
                new Checkpoint("test", "topic", 0, sequence, batch.getLast().offset() + 1);
        if (mishap != null) {
            throw mishap.fault().get();
        }
        return checkpoint;
    }
}
