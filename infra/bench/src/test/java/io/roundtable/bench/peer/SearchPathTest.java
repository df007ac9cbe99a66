package io.roundtable.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchPathTest {
    @TempDir
    private Path directory;

    private Path program(String where) throws Exception {
        var file = Files.createDirectories(directory.resolve(where)).resolve("server");
        assertThat(Files.createFile(file).toFile().setExecutable(true)).isTrue();
        return file;
    }

    private SearchPath path(String... entries) {
        return new SearchPath(List.of(entries).stream().map(directory::resolve).toList());
    }

    @Test
    void shouldTakeTheFirst() throws Exception {
        // Given
        var first = program("first");
        var _ = program("second");

        // When
        var found = path("absent", "first", "second").find("server");

        // Then
        assertThat(found).contains(first);
    }

    @Test
    void shouldPassOverWhatCannotRun() throws Exception {
        // Given
        assertThat(program("first").toFile().setExecutable(false)).isTrue();
        Files.createDirectories(directory.resolve("second/server"));

        // When
        var found = path("first", "second").find("server");

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void shouldPreferDebiansOwnScriptsToTheSystemsService() {
        assertThat(SearchPath.own().directories())
                .startsWith(Path.of("/usr/lib/rabbitmq/bin"))
                .endsWith(Path.of("/usr/sbin"));
    }
}
