package io.roundtable.runtime.archive;

import io.roundtable.contract.Partitions;
import io.roundtable.runtime.archive.Manifest.EventFile;
import io.roundtable.runtime.archive.Manifest.PartitionLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads a partition's events in order from its files, and sees that none is missing. */
final class PartitionReader implements AutoCloseable {

    private final Path directory;
    private final Manifest manifest;
    private final PartitionLog log;
    private final Iterator<EventFile> files;
    private @Nullable EventFileReader open;
    private long last;
    private long records;

    PartitionReader(Path directory, Manifest manifest, PartitionLog log) {
        this.directory = directory;
        this.manifest = manifest;
        this.log = log;
        this.files = log.files().iterator();
    }

    int partition() {
        return log.partition();
    }

    /**
     * The next event; null after the last one.
     *
     * @throws ArchiveFault where a file is missing or isn't as it was, or an event isn't the one that comes next
     */
    @Nullable
    LoggedEvent next() {
        while (open != null || files.hasNext()) {
            EventFileReader from = open;
            if (from == null) {
                from = new EventFileReader(directory, files.next());
                open = from;
            }
            LoggedEvent event = from.next();
            if (event != null) {
                check(event);
                return event;
            }
            from.close();
            open = null;
        }
        if (last != log.lastSequence() || records != log.records()) {
            throw new ArchiveFault(
                    "partition %d ends with event %,d after %,d events, and the manifest says %,d after %,d"
                            .formatted(log.partition(), last, records, log.lastSequence(), log.records()));
        }
        return null;
    }

    /** All of them are dense from 1; those of one workspace rise. */
    private void check(LoggedEvent event) {
        long sequence = event.sequence();
        boolean isNext = manifest.workspace() == null
                ? sequence == last + 1
                : sequence > last && event.workspace().equals(manifest.workspace());
        boolean isFirst = records > 0 || sequence == log.firstSequence();
        if (!isNext || !isFirst || !isAtHome(event)) {
            throw new ArchiveFault("partition %d has event %,d of workspace %s after event %,d, where it doesn't belong"
                    .formatted(log.partition(), sequence, event.workspace(), last));
        }
        last = sequence;
        records++;
    }

    private boolean isAtHome(LoggedEvent event) {
        byte[] key = event.workspace().getBytes(StandardCharsets.UTF_8);
        return new Partitions(manifest.partitions()).of(key) == log.partition();
    }

    @Override
    public void close() {
        EventFileReader from = open;
        if (from != null) {
            open = null;
            from.close();
        }
    }
}
