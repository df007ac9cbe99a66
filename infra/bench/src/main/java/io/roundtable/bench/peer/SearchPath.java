package io.roundtable.bench.peer;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where servers are looked for.
 *
 * @param directories in their order
 */
record SearchPath(List<Path> directories) {
    /** Debian's own scripts: what it has in /usr/sbin runs as the system's service, on its data. */
    private static final Path RABBITMQ = Path.of("/usr/lib/rabbitmq/bin");

    /** Not on everybody's PATH. */
    private static final Path SYSTEM = Path.of("/usr/sbin");

    SearchPath {
        directories = List.copyOf(directories);
    }

    static SearchPath own() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return new SearchPath(Stream.of(
                        Stream.of(RABBITMQ),
                        Arrays.stream(path.split(File.pathSeparator))
                                .filter(entry -> !entry.isEmpty())
                                .map(Path::of),
                        Stream.of(SYSTEM))
                .flatMap(entries -> entries)
                .toList());
    }

    /** The first program of that name. */
    Optional<Path> find(String program) {
        return directories.stream()
                .map(directory -> directory.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
