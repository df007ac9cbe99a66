package io.roundtable.runtime.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStoresTest {

    @TempDir
    private Path dir;

    private Path store;

    @BeforeEach
    void fill() throws IOException {
        LocalStores.keepOnlyThoseOf(dir, "one,two");
        store = dir.resolve(Engine.APPLICATION_ID).resolve("0_1").resolve("rows");
        Files.createDirectories(store.getParent());
        Files.writeString(store, "rows");
    }

    @Test
    void shouldKeepWhatIsACopyOfTheChangelogsThatThereAre() throws IOException {
        // When
        LocalStores.keepOnlyThoseOf(dir, "one,two");

        // Then
        assertThat(store).exists();
    }

    @Test
    void shouldThrowAwayCopiesOfChangelogsThatWereMadeAnew() throws IOException {
        // When
        LocalStores.keepOnlyThoseOf(dir, "one,three");

        // Then
        assertThat(dir.resolve(Engine.APPLICATION_ID)).doesNotExist();
    }

    @Test
    void shouldThrowAwayWhatNobodyKnowsTheChangelogsOf() throws IOException {
        // Given: it first ran when there were none
        LocalStores.keepOnlyThoseOf(dir, "");
        fillAgain();

        // When
        LocalStores.keepOnlyThoseOf(dir, "");

        // Then
        assertThat(dir.resolve(Engine.APPLICATION_ID)).doesNotExist();
    }

    private void fillAgain() throws IOException {
        Files.createDirectories(store.getParent());
        Files.writeString(store, "rows");
    }
}
