package io.roundtable.runtime.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.Json;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds. It is written last: a directory without one is an export that was broken off.
 *
 * @param formatVersion {@value #VERSION}; another one isn't read
 * @param productVersion of the release that has written it
 * @param topicId Kafka's id of the events topic, which consistency tokens name
 * @param partitions of that topic
 * @param workspace the one that was exported; null for all
 * @param until where it was to stop; null at the end of the log as it was when the export began
 * @param logs by partition, those that were exported
 * @param formerLogs logs whose tokens went on being taken there
 * @param identity users and keys, sealed; null where they were left out
 */
public record Manifest(
        String format,
        int formatVersion,
        String productVersion,
        Instant exportedAt,
        String topicId,
        int partitions,
        @Nullable String workspace,
        @Nullable String until,
        List<PartitionLog> logs,
        List<FormerLog> formerLogs,
        @Nullable SealedPart identity) {

    static final String FORMAT = "roundtable-archive";
    static final int VERSION = 1;
    private static final String NAME = "manifest.json";

    public Manifest {
        logs = List.copyOf(logs);
        formerLogs = List.copyOf(formerLogs);
    }

    /**
     * What is there of one partition.
     *
     * @param firstSequence 0 where there is nothing
     * @param lastSequence 0 likewise
     */
    public record PartitionLog(
            int partition, long firstSequence, long lastSequence, long records, List<EventFile> files) {
        public PartitionLog {
            files = List.copyOf(files);
        }
    }

    /** A file of events. */
    public record EventFile(String name, long bytes, long records, String sha256) {}

    /** A file of its own form. */
    public record SealedPart(String name, long bytes, String sha256) {}

    /**
     * A log that was restored into the one that was exported.
     *
     * @param renumbered whether its tokens mean nothing any more
     * @param lastSequences by partition; tokens beyond them are of events that weren't restored
     */
    public record FormerLog(String topicId, boolean renumbered, List<Long> lastSequences) {
        public FormerLog {
            lastSequences = List.copyOf(lastSequences);
        }
    }

    /** Events in all. */
    public long records() {
        return logs.stream().mapToLong(PartitionLog::records).sum();
    }

    /** The same with users and keys. */
    public Manifest with(SealedPart sealed) {
        return new Manifest(
                format,
                formatVersion,
                productVersion,
                exportedAt,
                topicId,
                partitions,
                workspace,
                until,
                logs,
                formerLogs,
                sealed);
    }

    /** The same with the logs that were restored into it. */
    public Manifest with(List<FormerLog> formers) {
        return new Manifest(
                format,
                formatVersion,
                productVersion,
                exportedAt,
                topicId,
                partitions,
                workspace,
                until,
                logs,
                formers,
                identity);
    }

    /** Writes it, whole or not at all. */
    public void write(Path directory) {
        try {
            var fresh = directory.resolve(NAME + ".new");
            byte[] text = Json.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
            try (var out = Channels.newOutputStream(PrivateChannel.create(fresh))) {
                out.write(text);
            }
            Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ArchiveFault(directory + " can't be written: " + e.getMessage(), e);
        }
    }

    /** @throws ArchiveFault where there is none, or not one that this release reads */
    public static Manifest read(Path directory) {
        try {
            JsonNode tree = Json.shared().readTree(Files.readAllBytes(directory.resolve(NAME)));
            if (!tree.path("format").asText().equals(FORMAT)
                    || tree.path("format_version").asInt() != VERSION) {
                throw new ArchiveFault(directory.resolve(NAME) + " is no archive of format version " + VERSION
                        + ", which is what this release reads");
            }
            return Objects.requireNonNull(Json.shared().treeToValue(tree, Manifest.class));
        } catch (NoSuchFileException e) {
            throw new ArchiveFault(
                    directory + " has no " + NAME + ": it is no archive, or its export was broken off", e);
        } catch (IOException e) {
            throw new ArchiveFault(directory.resolve(NAME) + " can't be read: " + e.getMessage(), e);
        }
    }
}
