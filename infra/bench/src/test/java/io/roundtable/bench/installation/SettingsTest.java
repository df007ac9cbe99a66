package io.roundtable.bench.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    private final Settings settings = new Settings(new TreeMap<>(Map.of("stream.threads", "1", "partitions", "4")));

    @TempDir
    private Path directory;

    @Test
    void shouldTellTheProductByVariablesOfItsNames() {
        assertThat(settings.environment())
                .containsOnly(Map.entry("ROUNDTABLE_PARTITIONS", "4"), Map.entry("ROUNDTABLE_STREAM_THREADS", "1"));
    }

    @Test
    void shouldWriteThemForTheProductToRefuseWhatItDoesNotKnow() throws IOException {
        assertThat(Files.readAllLines(settings.write(directory))).contains("partitions=4", "stream.threads=1");
    }

    @Test
    void shouldNameThemForPeople() {
        assertThat(settings.text()).isEqualTo("partitions=4 stream.threads=1");
        assertThat(new Settings(new TreeMap<>()).text()).isEqualTo("as they are by default");
    }
}
