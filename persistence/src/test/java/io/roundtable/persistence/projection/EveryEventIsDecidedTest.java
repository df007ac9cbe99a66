package io.roundtable.persistence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What an event means for the tables is decided by switches over sealed types, so that a new event doesn't compile until
 * somebody has decided: in {@link EventFold} over the families, and in each family's fold over its events. A {@code
 * default} would decide for events that nobody has thought of.
 */
final class EveryEventIsDecidedTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "io", "roundtable", "persistence", "projection");

    @Test
    void shouldHaveEventsThatACompilerKnowsAllOf() {
        assertThat(kinds(Event.class)).hasSizeGreaterThan(20).allMatch(Class::isRecord);
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EveryEventIsDecidedTest::kinds)
                : Stream.of(type);
    }

    @Test
    void shouldNotDecideByDefault() throws IOException {
        try (var files = Files.list(SOURCES)) {
            var folds =
                    files.filter(file -> file.toString().endsWith("Fold.java")).toList();
            assertThat(folds).hasSizeGreaterThan(6);
            for (Path fold : folds) {
                assertThat(Files.readString(fold))
                        .as(fold.toString())
                        .doesNotContain("default ->")
                        .doesNotContain("default:");
            }
        }
    }
}
