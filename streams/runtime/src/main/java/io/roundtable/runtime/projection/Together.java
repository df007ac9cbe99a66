package io.roundtable.runtime.projection;

import io.roundtable.persistence.projection.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what partitions of a thread have gathered in one SQL transaction: its statements, its commit and what waits for
 * the disk cost about as much for all of them as for one. Where that fails each is written by itself, which tells what
 * it is about.
 *
 * @param <T> what the records are read as
 */
final class Together<T> {

    private final Follower<T> follower;
    private final int maxRecords;
    private final ThreadLocal<List<ProjectionProcessor<T>>> gathered = ThreadLocal.withInitial(ArrayList::new);

    private Together(Follower<T> follower, int maxRecords) {
        this.follower = follower;
        this.maxRecords = maxRecords;
    }

    /**
     * @param reading asked before more is read
     * @param maxRecords in one transaction; what one partition has gathered is never divided
     */
    static <T> Together<T> of(Follower<T> follower, Reading reading, int maxRecords) {
        var together = new Together<>(follower, maxRecords);
        reading.afterFlushes(together::write);
        return together;
    }

    Follower<T> follower() {
        return follower;
    }

    /** Has this partition written with the others that this thread adds. */
    void add(ProjectionProcessor<T> partition) {
        gathered.get().add(partition);
    }

    private void write() {
        List<ProjectionProcessor<T>> some = new ArrayList<>();
        int records = 0;
        long bytes = 0;
        for (var partition : gathered.get()) {
            records += partition.batch().size();
            bytes += partition.batch().bytes();
            if (!some.isEmpty() && (records > maxRecords || bytes > Batch.MAX_BYTES)) {
                write(some);
                some.clear();
                records = partition.batch().size();
                bytes = partition.batch().bytes();
            }
            some.add(partition);
        }
        gathered.remove();
        write(some);
    }

    /** The database may have gone away for those that came before. */
    private void write(List<ProjectionProcessor<T>> partitions) {
        partitions.removeIf(ProjectionProcessor::waitsWithOthers);
        if (partitions.size() < 2) {
            partitions.forEach(ProjectionProcessor::flush);
            return;
        }
        List<Checkpoint> ends;
        try {
            ends = follower.write(
                    partitions.stream().map(ProjectionProcessor::stretch).toList());
        } catch (RuntimeException | StackOverflowError e) {
            if (Fault.of(e) == Fault.DATABASE) {
                partitions.removeFirst().failed(e); // tries for all; the others wait
            }
            partitions.forEach(ProjectionProcessor::flush);
            return;
        }
        for (int i = 0; i < ends.size(); i++) {
            partitions.get(i).moved(ends.get(i));
        }
    }
}
