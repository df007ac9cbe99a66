package io.roundtable.runtime.command;

import io.roundtable.runtime.log.LogOffsets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands on this machine's disk is a copy of the changelogs up to an offset. Where those were made anew, the same
 * offset means something else: a copy of the old ones, continued with the new, would be wrong and look right.
 */
final class LocalStores {

    private static final Logger log = LoggerFactory.getLogger(LocalStores.class);

    /** Beside the stores: Kafka's ids of the changelogs that they are copies of. */
    private static final String NOTE = "changelogs";

    private LocalStores() {}

    /** Deletes copies that aren't of the changelogs that there are, or of which that can't be told. */
    static void keepOnlyThoseOf(Path directory, Admin admin) {
        String there = new LogOffsets(admin)
                .topics(Changelogs.NAMES).values().stream()
                        .map(TopicDescription::topicId)
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(","));
        try {
            keepOnlyThoseOf(directory, there);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's stores in " + directory + " can't be looked at", e);
        }
    }

    static void keepOnlyThoseOf(Path directory, String there) throws IOException {
        Path note = directory.resolve(NOTE);
        Path stores = directory.resolve(Engine.APPLICATION_ID);
        String noted = Files.exists(note) ? Files.readString(note) : "";
        if (Files.exists(stores) && (noted.isEmpty() || !noted.equals(there))) {
            log.info("the stores in {} aren't known to be of these changelogs: they are restored", stores);
            delete(stores);
        }
        Files.createDirectories(directory);
        Files.writeString(note, there);
    }

    private static void delete(Path root) throws IOException {
        var _ = Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException fault) throws IOException {
                if (fault != null) {
                    throw fault;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
