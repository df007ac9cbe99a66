package io.roundtable.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout that is built already, with a JDK that only says how it was called. */
final class LauncherTest {
    private static final Path SCRIPT = Path.of("../roundtable").toAbsolutePath().normalize();

    @TempDir
    private Path home;

    private Path launcher = Path.of("unused");

    /** What a process printed, and how it ended. */
    record Ended(int exit, String text) {}

    @BeforeEach
    void lay() throws IOException {
        launcher = Files.createDirectories(home.resolve("checkout/infra")).resolve("roundtable");
        Files.copy(SCRIPT, launcher);
        executable(launcher);
        var target = Files.createDirectories(home.resolve("checkout/infra/app/target"));
        Files.createDirectory(target.resolve("lib"));
        Files.createDirectory(target.resolve("lib-embedded"));
        Files.createFile(target.resolve("roundtable.jar"));
        var jdk = Files.createDirectories(home.resolve("jdk/bin"));
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        executable(Files.writeString(jdk.resolve("java"), "#!/bin/sh\necho \"$PWD:\" \"$@\"\n"));
    }

    @Test
    void shouldBeAWellFormedScript() throws Exception {
        // When
        var checked = run(home, "bash", "-n", SCRIPT.toString());

        // Then
        assertThat(checked).isEqualTo(new Ended(0, ""));
    }

    @Test
    void shouldWorkThroughASymbolicLinkFromAnyDirectory() throws Exception {
        // Given
        var elsewhere = Files.createDirectories(home.resolve("else where"));
        var link = Files.createSymbolicLink(elsewhere.resolve("rt"), Path.of("../checkout/infra/roundtable"));

        // When
        var ended = run(elsewhere, link.toString(), "status", "--output", "json");

        // Then
        assertThat(ended.exit()).as(ended.text()).isZero();
        assertThat(ended.text())
                .startsWith(elsewhere.toRealPath() + ":")
                .endsWith("io.roundtable.app.Main status --output json\n")
                .contains("checkout/infra/app/target/roundtable.jar:")
                .doesNotContain("lib-embedded");
    }

    @Test
    void shouldAddTheEmbeddedServersForDevOnly() throws Exception {
        // When
        var dev = run(home, launcher.toString(), "dev", "--port", "1");
        var all = run(home, launcher.toString(), "all");

        // Then
        assertThat(dev.text()).contains("/lib-embedded/*");
        assertThat(all.text()).doesNotContain("lib-embedded").contains("-XX:+UseG1GC");
    }

    @Test
    void shouldStartTheBenchAsAProgramOfItsOwnAndBuildItForNobodyElse() throws Exception {
        // Given
        executable(Files.writeString(
                home.resolve("jdk/bin/mvn"),
                "#!/bin/sh\necho built \"$@\"\nmkdir -p infra/bench/target && touch infra/bench/target/bench.jar\n"));

        // When
        var status = run(home, launcher.toString(), "status");
        var first = run(home, launcher.toString(), "bench", "append");
        var second = run(home, launcher.toString(), "bench", "append");

        // Then
        assertThat(status.text()).doesNotContain("building");
        assertThat(first.text()).contains("-pl infra/app,infra/bench -am package");
        assertThat(second.text())
                .doesNotContain("building")
                .contains("infra/bench/target/bench.jar:", "/lib-embedded/*")
                .endsWith("io.roundtable.bench.Main bench append\n");
    }

    @Test
    void shouldSayWhatToDoWithoutAJdk25() throws Exception {
        // Given
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"17.0.9\"\n");
        var script =
                Files.readString(launcher).replaceAll("/usr/\\S*/jvm/\\*", "").replace("/opt/java/*", "");
        Files.writeString(launcher, script);

        // When
        var ended = run(home, launcher.toString(), "--help");

        // Then
        assertThat(ended.exit()).isOne();
        assertThat(ended.text()).contains("no JDK 25 found").contains("set JAVA_HOME");
    }

    @Test
    void shouldBuildWhenASourceIsNewerAndOnlyOnce() throws Exception {
        // Given
        var source = home.resolve("checkout/api/contract/src/main/java/A.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "");
        Files.setLastModifiedTime(
                home.resolve("checkout/infra/app/target/roundtable.jar"),
                java.nio.file.attribute.FileTime.fromMillis(0));
        executable(Files.writeString(home.resolve("jdk/bin/mvn"), "#!/bin/sh\necho built \"$@\"\n"));

        // When
        var first = run(home, launcher.toString(), "status");
        var second = run(home, launcher.toString(), "status");

        // Then
        assertThat(first.text()).contains("roundtable: building", "-pl infra/app -am package");
        assertThat(second.text()).doesNotContain("building");
        assertThat(home.resolve("checkout/infra/app/target/.build-lock")).doesNotExist();
    }

    private Ended run(Path directory, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ROUNDTABLE_") || name.startsWith("JAVA"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "JAVA_HOME", home.resolve("jdk").toString(),
                        "PATH", home.resolve("jdk/bin") + ":/usr/bin:/bin"));
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), text);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
