package io.roundtable.bench.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebeziumSinkTest {

    @Test
    void shouldRunWithWhatLiesInItsDirectoryAndNothingElse(@TempDir Path directory) throws Exception {
        // Given
        for (var name : new String[] {"b.jar", "a.jar", "notes.txt"}) {
            Files.createFile(directory.resolve(name));
        }

        // When
        var classPath = DebeziumSink.classPath(directory).orElseThrow();

        // Then
        assertThat(classPath.entries()).containsExactly(directory.resolve("a.jar"), directory.resolve("b.jar"));
    }

    @Test
    void shouldNotBeThereWhereNobodyHasPutIt(@TempDir Path directory) {
        assertThat(DebeziumSink.classPath(directory.resolve("lib-debezium"))).isEmpty();
    }
}
