package io.roundtable.bench.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AotCacheTest {
    private static final Instant BUILT = Instant.parse("2025-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private Path jar;
    private Path file;

    @BeforeEach
    void build() throws IOException {
        jar = directory.resolve("roundtable.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("io/roundtable/app/"));
        }
        var _ = Files.setLastModifiedTime(jar, FileTime.from(BUILT));
        file = directory.resolve("bench-roles.aot");
    }

    private Path made(String name, Instant when) throws IOException {
        var path = directory.resolve(name);
        Files.writeString(path, "");
        return Files.setLastModifiedTime(path, FileTime.from(when));
    }

    /** Where VMs take whatever there is. */
    private Setup setup() {
        return setup((_, _, _) -> true);
    }

    private Setup setup(Setup.Trial trial) {
        return Setup.of(new ClassPath(List.of(jar)), new Settings(new TreeMap<>()))
                .withCaches(directory, trial);
    }

    @Test
    void shouldUseACacheUntilSomethingOfTheClassPathIsNewer() throws IOException {
        // Given
        var cache = made("bench-roles.aot", BUILT.plusSeconds(60));
        var path = new ClassPath(List.of(jar, directory.resolve("missing")));

        // Then
        assertThat(AotCache.of(cache, path)).isEqualTo(new AotCache.Known(cache));
        Files.setLastModifiedTime(jar, FileTime.from(BUILT.plusSeconds(120)));
        assertThat(AotCache.of(cache, path)).isEqualTo(new AotCache.None());
        assertThat(AotCache.of(directory.resolve("other.aot"), path)).isEqualTo(new AotCache.None());
    }

    @Test
    void shouldTakeTheLaunchersCacheRatherThanItsOwn() throws IOException {
        // Given
        var own = made("bench-roles.aot", BUILT.plusSeconds(60));
        var launchers = made("roundtable.aot", BUILT.plusSeconds(60));

        // Then
        assertThat(setup().roles()).isEqualTo(new AotCache.Known(launchers));
        Files.delete(launchers);
        assertThat(setup().roles()).isEqualTo(new AotCache.Known(own));
    }

    @Test
    void shouldTakeItsOwnCacheWhereVmsWithOneCollectorRefuseTheLaunchers() throws IOException {
        // Given
        var launchers = made("roundtable.aot", BUILT.plusSeconds(60));
        Setup.Trial trial =
                (cache, _, collector) -> !cache.file().equals(launchers) || !collector.equals(Product.PARALLEL);

        // Then
        assertThat(setup(trial).roles()).isEqualTo(new AotCache.None());
        var own = made("bench-roles.aot", BUILT.plusSeconds(60));
        assertThat(setup(trial).roles()).isEqualTo(new AotCache.Known(own));
    }

    @Test
    void shouldLearnOnlyWhatIsNotKnown() throws IOException {
        // Given
        var launchers = made("roundtable.aot", BUILT.plusSeconds(60));

        // When
        var learning = setup().learning(directory);

        // Then
        assertThat(setup().isRehearsed()).isFalse();
        assertThat(learning.roles()).isEqualTo(new AotCache.Known(launchers));
        assertThat(learning.stack()).isEqualTo(new AotCache.Learning(directory.resolve("bench-stack.aot")));
    }

    @Test
    void shouldKeepWhatIsLearntUnderItsNameOnceItIsWhole() throws IOException {
        // Given
        var learning = new AotCache.Learning(file);
        assertThat(learning.flags()).containsExactly("-XX:AOTCacheOutput=" + file + ".new");
        assertThatThrownBy(learning::keep).isInstanceOf(BenchFailure.class).hasMessageContaining("bench-roles.aot");

        // When
        made("bench-roles.aot.new", BUILT.plusSeconds(60));
        learning.keep();

        // Then
        assertThat(setup().roles()).isEqualTo(new AotCache.Known(file));
        assertThat(file.resolveSibling("bench-roles.aot.new")).doesNotExist();
    }
}
