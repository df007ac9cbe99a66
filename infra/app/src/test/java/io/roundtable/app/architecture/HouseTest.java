package io.roundtable.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The repository's own layout, and what every package has. */
final class HouseTest {
    private static final Path ROOT = root();

    /** What Maven builds there, and git ignores. */
    private static final String BUILT = "target";

    @Test
    void shouldHoldNothingElseAtTheTop() throws IOException {
        // When
        Set<String> top;
        try (var entries = Files.list(ROOT)) {
            top = entries.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals(BUILT))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        // Then
        assertThat(top).containsExactly("README.md", "api", "infra", "persistence", "pom.xml", "streams");
    }

    @Test
    void shouldHoldNothingElseInTheUpperRooms() {
        assertThat(directories(ROOT.resolve("api"))).containsExactly("contract", "http");
        assertThat(directories(ROOT.resolve("streams"))).containsExactly("engine", "runtime");
        assertThat(directories(ROOT.resolve("infra")))
                .isSubsetOf("app", "bench", "deploy", "docs", "embedded", "testkit");
    }

    @Test
    void shouldMarkEveryPackageAgainstNulls() {
        // Given
        var modules = Stream.of("api", "streams", "persistence", "infra")
                .map(ROOT::resolve)
                .flatMap(HouseTest::modules)
                .toList();

        // When
        var unmarked = modules.stream().flatMap(HouseTest::unmarked).toList();

        // Then
        assertThat(modules).hasSizeGreaterThanOrEqualTo(8);
        assertThat(unmarked)
                .as("packages without a @NullMarked package-info.java")
                .isEmpty();
    }

    /** Tests share a package, and its mark, with the classes that they test. */
    private static Stream<String> unmarked(Path module) {
        var sources = Stream.of("src/main/java", "src/test/java")
                .map(module::resolve)
                .filter(Files::isDirectory)
                .toList();
        return sources.stream()
                .flatMap(source ->
                        packages(source).map(path -> source.relativize(path).toString()))
                .distinct()
                .filter(name -> sources.stream().noneMatch(source -> isMarked(source.resolve(name))))
                .map(name -> ROOT.relativize(module) + ": " + name);
    }

    private static boolean isMarked(Path directory) {
        var info = directory.resolve("package-info.java");
        return Files.exists(info) && text(info).contains("NullMarked");
    }

    /** Those that are built together; examples of other people's builds have no parent. */
    private static Stream<Path> modules(Path room) {
        return walk(room).stream()
                .filter(path -> path.endsWith("pom.xml") && text(path).contains("<parent>"))
                .map(Path::getParent);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> packages(Path source) {
        return walk(source).stream()
                .filter(path -> path.toString().endsWith(".java"))
                .map(Path::getParent)
                .distinct();
    }

    private static List<Path> walk(Path directory) {
        try (var paths = Files.walk(directory)) {
            return paths.filter(path -> !ROOT.relativize(path).toString().contains("/target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> directories(Path directory) {
        try (var paths = Files.list(directory)) {
            return paths.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals(BUILT))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .filter(directory -> Files.isDirectory(directory.resolve(".mvn")))
                .findFirst()
                .orElseThrow();
    }
}
