package io.roundtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanedPostmasterTest {
    @TempDir
    Path dir;

    @Test
    void shouldSpareAStrangerWhoGotTheProcessIdAndRemoveTheFileThatNamesIt() throws Exception {
        // Given
        var stranger = ProcessHandle.current();
        Files.writeString(pidFile(), stranger.pid() + "\n" + dir + "\n");

        // When
        OrphanedPostmaster.clear(dir);

        // Then
        assertThat(stranger.isAlive()).isTrue();
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void shouldLeaveAFileAloneThatWasCutOffByTheKill() throws Exception {
        // Given
        Files.writeString(pidFile(), "");

        // When
        OrphanedPostmaster.clear(dir);

        // Then
        assertThat(pidFile()).exists();
    }

    @Test
    void shouldHaveNothingToDoInAFreshDirectory() {
        // When
        OrphanedPostmaster.clear(dir.resolve("missing"));

        // Then
        assertThat(dir.resolve("missing")).doesNotExist();
    }

    private Path pidFile() {
        return dir.resolve("postmaster.pid");
    }
}
