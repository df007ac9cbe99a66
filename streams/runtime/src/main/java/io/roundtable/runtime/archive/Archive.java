package io.roundtable.runtime.archive;

import io.roundtable.runtime.archive.Manifest.PartitionLog;
import io.roundtable.runtime.archive.Manifest.SealedPart;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** A directory that was exported. */
public record Archive(Path directory, Manifest manifest) {

    /** @throws ArchiveFault where there is none */
    public static Archive open(Path directory) {
        return new Archive(directory, Manifest.read(directory));
    }

    /** What an export has to say of itself, before what is sealed. */
    public static Manifest manifest(
            LogExport.Wanted wanted, Cluster cluster, List<PartitionLog> logs, String productVersion, Instant now) {
        return new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                productVersion,
                now,
                cluster.topicId(),
                cluster.partitions(),
                wanted.workspace() == null ? null : wanted.workspace().value(),
                wanted.until().text(),
                logs,
                List.of(),
                null);
    }

    /**
     * Reads all of it once: every file is as it was written, and every event in its place.
     *
     * @throws ArchiveFault with the first thing that isn't so
     */
    public void check(Watcher watcher) {
        checkPartitions();
        long total = manifest.records();
        long done = 0;
        for (PartitionLog log : manifest.logs()) {
            try (var reader = new PartitionReader(directory, manifest, log)) {
                while (reader.next() != null) {
                    watcher.at("Checking", ++done, total);
                }
            }
        }
        if (manifest.identity() != null) {
            check(manifest.identity());
        }
    }

    /** The whole log has each partition once; a workspace its own. */
    private void checkPartitions() {
        var there = new HashSet<Integer>();
        manifest.logs().forEach(log -> there.add(log.partition()));
        int wanted = manifest.workspace() == null ? manifest.partitions() : 1;
        if (there.size() != wanted || manifest.logs().size() != wanted) {
            throw new ArchiveFault("the manifest names %d of %d partitions"
                    .formatted(manifest.logs().size(), wanted));
        }
    }

    private void check(SealedPart part) {
        var file = directory.resolve(EventFileReader.checked(part.name()));
        try {
            if (!Digests.of(file).equals(part.sha256())) {
                throw new ArchiveFault(
                        "the archive's file " + file + " isn't the one that was exported: its SHA-256 differs");
            }
        } catch (NoSuchFileException e) {
            throw new ArchiveFault("the archive's file " + file + " is missing", e);
        } catch (IOException e) {
            throw new ArchiveFault(file + " can't be read: " + e.getMessage(), e);
        }
    }

    List<PartitionReader> readers() {
        var readers = new ArrayList<PartitionReader>();
        manifest.logs().forEach(log -> readers.add(new PartitionReader(directory, manifest, log)));
        return readers;
    }
}
