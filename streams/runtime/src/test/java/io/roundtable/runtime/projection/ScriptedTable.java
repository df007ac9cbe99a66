package io.roundtable.runtime.projection;

import io.roundtable.contract.Topics;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.FencedException;
import io.roundtable.persistence.projection.SequenceBroken;
import io.roundtable.persistence.projection.Stretch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** Rows and checkpoints in memory, which fail as a test wants. A record's value is its sequence, or rubbish. */
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
    private final Map<Integer, Checkpoint> checkpoints = new HashMap<>();

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
        return checkpoint(partition);
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
    public List<Checkpoint> write(List<Stretch<Row>> stretches) {
        writes++;
        var mishap = mishapsOfWriting.poll();
        if (mishap != null && !mishap.afterCommit()) {
            throw mishap.fault().get();
        }
        var ends = stretches.stream().map(this::end).toList();
        stretches.forEach(stretch -> stretch.batch().forEach(row -> rows.add(row.sequence())));
        ends.forEach(end -> checkpoints.put(end.partition(), end));
        if (mishap != null) {
            throw mishap.fault().get();
        }
        return ends;
    }

    private Checkpoint end(Stretch<Row> stretch) {
        var from = stretch.from();
        if (!from.equals(checkpoint(from.partition()))) {
            throw new FencedException(from);
        }
        long sequence = from.sequence();
        for (Row row : stretch.batch()) {
            if (row.sequence() != ++sequence) {
                throw SequenceBroken.sequence(from, sequence, row.sequence(), row.offset());
            }
        }
        return new Checkpoint(
                "test",
                "topic",
                from.partition(),
                sequence,
                stretch.batch().getLast().offset() + 1);
    }

    private Checkpoint checkpoint(int partition) {
        return checkpoints.getOrDefault(partition, new Checkpoint("test", "topic", partition, 0, 0));
    }
}
