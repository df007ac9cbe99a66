package io.roundtable.bench.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FootprintTest {

    @Test
    void shouldTellWhatHasGrownSinceAndCountAllOfIt() {
        // Given
        var before = new Footprint(
                Map.of("api", 1.0), new TreeMap<>(Map.of("events", 100L)), new TreeMap<>(Map.of("message", 10L)), 5, 3);
        var after = new Footprint(
                Map.of("api", 1.5),
                new TreeMap<>(Map.of("events", 300L, "replies", 50L)),
                new TreeMap<>(Map.of("message", 20L)),
                15,
                7);

        // When
        var used = after.since(before);

        // Then
        assertThat(used.cpu()).containsExactly(Map.entry("api", 0.5));
        assertThat(used.topics()).containsExactly(Map.entry("events", 200L), Map.entry("replies", 50L));
        assertThat(used.tables()).containsExactly(Map.entry("message", 10L));
        assertThat(used.bytes()).isEqualTo(200 + 50 + 10 + 10 + 4);
    }
}
