package io.roundtable.bench.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassPathTest {
    @TempDir
    private Path directory;

    @Test
    void shouldLeaveOutWhateverHoldsAPackage() throws IOException {
        // Given
        var classes = directory.resolve("classes");
        Files.createDirectories(classes.resolve("a/b"));
        var other = Files.createDirectories(directory.resolve("other"));
        var jar = directory.resolve("broker-4.3.1.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("kafka/server/"));
        }
        var path = new ClassPath(List.of(classes, other, jar, directory.resolve("missing")));

        // Then
        assertThat(path.without("a.b", "kafka.server").entries()).containsExactly(other, directory.resolve("missing"));
        assertThat(path.without("a.c").entries()).hasSize(4);
        assertThat(path.without("kafka.server"))
                .hasToString(
                        String.join(File.pathSeparator, classes + "", other + "", directory.resolve("missing") + ""));
        assertThat(path.versions("broker", "bro")).containsExactly("broker-4.3.1");
    }

    @Test
    void shouldLeaveOutWhateverLiesInADirectory() {
        // Given
        var all =
                List.of(Path.of("/a/app.jar"), Path.of("/a/lib/b.jar"), Path.of("/a/lib-embedded/c.jar"), Path.of("d"));

        // Then
        assertThat(new ClassPath(all).outside("lib-embedded").entries())
                .containsExactly(Path.of("/a/app.jar"), Path.of("/a/lib/b.jar"), Path.of("d"));
    }
}
