package io.roundtable.bench.installation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * Jars and directories of classes, in their order. The bench runs with all there are, and gives each process that it
 * starts what that one needs: no embedded broker to the product's roles, nothing of the product to what it is compared
 * with.
 */
public record ClassPath(List<Path> entries) {
    public ClassPath {
        entries = List.copyOf(entries);
    }

    /** Of this VM but for what only the bench itself needs; wildcards are expanded in it already. */
    public static ClassPath own() {
        var clients = OwnDirectory.of(ClassPath.class).resolve("lib");
        return new ClassPath(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !entry.startsWith(clients))
                .toList());
    }

    /** Without whatever lies in a directory of that name. */
    public ClassPath outside(String directory) {
        return new ClassPath(entries.stream()
                .filter(entry -> entry.getParent() == null || !entry.getParent().endsWith(directory))
                .toList());
    }

    /** Without whatever holds one of those packages. */
    public ClassPath without(String... packages) {
        return new ClassPath(entries.stream()
                .filter(entry -> Arrays.stream(packages).noneMatch(name -> holds(entry, name)))
                .toList());
    }

    /** The names of the jars that begin with one of these, which end with their versions. */
    public List<String> versions(String... names) {
        return entries.stream()
                .map(entry -> String.valueOf(entry.getFileName()))
                .filter(file ->
                        Arrays.stream(names).anyMatch(name -> file.matches(name + "-[0-9].*|" + name + "-linux-.*")))
                .map(file -> file.replaceFirst("\\.jar$", ""))
                .sorted()
                .toList();
    }

    private static boolean holds(Path entry, String name) {
        var directory = name.replace('.', '/');
        if (Files.isDirectory(entry)) {
            return Files.isDirectory(entry.resolve(directory));
        }
        if (!Files.isRegularFile(entry)) {
            return false;
        }
        try (var jar = new JarFile(entry.toFile())) {
            return jar.getEntry(directory + "/") != null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + entry, e);
        }
    }

    @Override
    public String toString() {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
