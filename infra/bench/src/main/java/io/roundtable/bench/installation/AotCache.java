package io.roundtable.bench.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a VM knows before it starts: how classes are loaded and linked, and which methods are hot (JEP 483, 514 and 515).
 * It is of one class path: a VM can use it whose own begins with that.
 */
public sealed interface AotCache {

    /** Nothing. */
    record None() implements AotCache {}

    /** What is in the file; a VM that can't use it says so in its log, and starts without. */
    record Known(Path file) implements AotCache {
        /** Flags of a VM that ends where it can't use it: else nobody would know what was measured. */
        public List<String> required() {
            return List.of("-XX:AOTCache=" + file, "-XX:AOTMode=on");
        }

        boolean isTaken(ClassPath classPath, String collector) {
            var flags = new ArrayList<>(required());
            flags.add(collector);
            return Child.starts(classPath, flags);
        }
    }

    /** Nothing yet: the file is made of what the VM learns, at its end, by another VM. */
    record Learning(Path file) implements AotCache {
        private Path unfinished() {
            return file.resolveSibling(file.getFileName() + ".new");
        }

        /** To be asked once the VM has ended by itself: half a cache would look like one. */
        public void keep() throws IOException {
            if (!Files.exists(unfinished())) {
                throw new BenchFailure("a VM has kept nothing of what it has learnt: there is no " + unfinished());
            }
            Files.move(unfinished(), file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The one in the file, where it is there and no part of the class path is newer. */
    static AotCache of(Path file, ClassPath classPath) {
        return Files.exists(file) && classPath.entries().stream().noneMatch(entry -> isNewer(entry, file))
                ? new Known(file)
                : new None();
    }

    /** Of the VM. */
    default List<String> flags() {
        return switch (this) {
            case None() -> List.of();
            case Known(var file) -> List.of("-XX:AOTCache=" + file, "-XX:AOTMode=auto");
            case Learning learning -> List.of("-XX:AOTCacheOutput=" + learning.unfinished());
        };
    }

    /** For people. */
    default String text() {
        return switch (this) {
            case None() -> "none";
            case Known(var file) -> String.valueOf(file.getFileName());
            case Learning(var file) -> file.getFileName() + " in the making";
        };
    }

    private static boolean isNewer(Path entry, Path file) {
        try {
            return Files.exists(entry)
                    && Files.getLastModifiedTime(entry).compareTo(Files.getLastModifiedTime(file)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + entry, e);
        }
    }
}
