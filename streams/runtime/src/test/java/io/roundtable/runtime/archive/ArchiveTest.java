package io.roundtable.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.Partitions;
import io.roundtable.runtime.archive.Manifest.PartitionLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTest {

    /** So small that there are several files. */
    private static final long FILE_BYTES = 1_000;

    private static final int EVENTS = 25;
    private static final Watcher NOBODY = (_, _, _) -> {};

    @TempDir
    private Path directory;

    private List<PartitionLog> logs;

    @BeforeEach
    void export() throws IOException {
        logs = new ArrayList<>();
        for (int partition = 0; partition < SampleEvents.PARTITIONS; partition++) {
            logs.add(written(partition, 1, partition == 2 ? 0 : EVENTS));
        }
        manifest(logs).write(directory);
    }

    private PartitionLog written(int partition, int from, int to) throws IOException {
        try (var files = new EventFileWriter(directory, partition, FILE_BYTES)) {
            for (int sequence = from; sequence <= to; sequence++) {
                files.write(SampleEvents.of(SampleEvents.workspaceIn(partition), sequence));
            }
            return files.finished();
        }
    }

    private static Manifest manifest(List<PartitionLog> logs) {
        return new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                "test",
                Instant.EPOCH,
                "topic",
                SampleEvents.PARTITIONS,
                null,
                null,
                logs,
                List.of(),
                null);
    }

    private void check() {
        Archive.open(directory).check(NOBODY);
    }

    private void rewrite(UnaryOperator<String> change) throws IOException {
        Path file = directory.resolve("manifest.json");
        String before = Files.readString(file);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    @Test
    void shouldBeWholeInSeveralFiles() {
        // When
        var archive = Archive.open(directory);

        // Then
        assertThatCode(() -> archive.check(NOBODY)).doesNotThrowAnyException();
        assertThat(archive.manifest()).isEqualTo(manifest(logs));
        assertThat(archive.manifest().records()).isEqualTo(3 * EVENTS);
        assertThat(logs.getFirst().files()).hasSizeGreaterThan(3);
        assertThat(logs.get(2).files()).isEmpty();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void shouldBeForItsOwnerAlone() throws IOException {
        try (var files = Files.list(directory)) {
            assertThat(files)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .containsExactlyInAnyOrder(
                                    PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
    }

    @Test
    void shouldKnowWhereItWillEndWhetherOrNotItIsNumberedAnew() {
        // Given
        var archive = Archive.open(directory);
        int other = SampleEvents.PARTITIONS + 3;

        // When
        var same = LogImport.lastSequences(archive, SampleEvents.PARTITIONS);
        var anew = LogImport.lastSequences(archive, other);

        // Then
        assertThat(same).containsExactly((long) EVENTS, (long) EVENTS, 0L, (long) EVENTS);
        var expected = new Long[other];
        Arrays.fill(expected, 0L);
        for (int partition : List.of(0, 1, 3)) {
            byte[] key = SampleEvents.workspaceIn(partition).getBytes(StandardCharsets.UTF_8);
            expected[new Partitions(other).of(key)] += EVENTS;
        }
        assertThat(anew).containsExactly(expected);
    }

    @Test
    void shouldNumberNothingAnewWhereEventsNamePlacesOfTheLog() throws IOException {
        // Given
        try (var files = new EventFileWriter(directory, 2, FILE_BYTES)) {
            files.write(SampleEvents.delivered(SampleEvents.workspaceIn(2), 1));
            logs.set(2, files.finished());
        }
        manifest(logs).write(directory);
        var archive = Archive.open(directory);

        // When
        var same = LogImport.lastSequences(archive, SampleEvents.PARTITIONS);

        // Then
        assertThat(same).containsExactly((long) EVENTS, (long) EVENTS, 1L, (long) EVENTS);
        assertThatThrownBy(() -> LogImport.lastSequences(archive, SampleEvents.PARTITIONS + 1))
                .isInstanceOf(ArchiveFault.class)
                .hasMessageContaining(SampleEvents.workspaceIn(2))
                .hasMessageContaining("as many partitions");
    }

    @Test
    void shouldFindAChangedByteInAnyFile() throws IOException {
        for (var file : logs.get(1).files()) {
            // Given
            Path path = directory.resolve(file.name());
            byte[] before = Files.readAllBytes(path);
            for (int at : new int[] {0, 9, before.length / 2, before.length - 1}) {
                byte[] changed = before.clone();
                changed[at] ^= 1;
                Files.write(path, changed);

                // When, Then
                assertThatThrownBy(this::check)
                        .as(file + " at " + at)
                        .isInstanceOf(ArchiveFault.class)
                        .hasMessageContaining(file.name());
            }
            Files.write(path, before);
        }
    }

    @Test
    void shouldMissAFile() throws IOException {
        // Given
        String name = logs.get(1).files().getLast().name();
        Files.delete(directory.resolve(name));

        // When, Then
        assertThatThrownBy(this::check).hasMessageContaining(name).hasMessageContaining("missing");
    }

    @Test
    void shouldFindACutFile() throws IOException {
        // Given
        Path path = directory.resolve(logs.get(1).files().getLast().name());
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, java.util.Arrays.copyOf(whole, whole.length / 2));

        // When, Then
        assertThatThrownBy(this::check).hasMessageContaining("isn't the one that was exported");
    }

    @Test
    void shouldFindFilesThatAreLeftOutOrTwice() throws IOException {
        // Given
        PartitionLog log = logs.get(1);
        var less = log.files().subList(1, log.files().size());
        var twice = new ArrayList<>(log.files());
        twice.addAll(log.files());

        // When, Then
        for (var files : List.of(less, twice, List.<Manifest.EventFile>of())) {
            Files.delete(directory.resolve("manifest.json"));
            var changed = new ArrayList<>(logs);
            changed.set(1, new PartitionLog(1, 1, EVENTS, EVENTS, files));
            manifest(changed).write(directory);
            assertThatThrownBy(this::check).isInstanceOf(ArchiveFault.class).hasMessageContaining("partition 1");
        }
    }

    @Test
    void shouldFindAPartitionThatIsNotThere() throws IOException {
        // Given
        Files.delete(directory.resolve("manifest.json"));
        manifest(logs.subList(0, 3)).write(directory);

        // When, Then
        assertThatThrownBy(this::check).hasMessageContaining("3 of 4 partitions");
    }

    @Test
    void shouldRefuseAManifestOfAnotherFormat() throws IOException {
        // Given
        rewrite(text -> text.replaceFirst("\"format_version\" : 1", "\"format_version\" : 2, \"new\" : true"));

        // When, Then
        assertThatThrownBy(this::check).hasMessageContaining("format version 1");
    }

    @Test
    void shouldNotReadOutsideItsDirectory() throws IOException {
        // Given
        rewrite(text -> text.replace(logs.getFirst().files().getFirst().name(), "../events-00000-00000.ndjson.gz"));

        // When, Then
        assertThatThrownBy(this::check).hasMessageContaining("a file that no archive has");
    }

    @Test
    void shouldRefuseADirectoryWithoutAManifest() throws IOException {
        // Given
        Files.delete(directory.resolve("manifest.json"));

        // When, Then
        assertThatThrownBy(this::check).hasMessageContaining("broken off");
    }
}
