package io.roundtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void shouldRejectWhenThePortIsNone(int port) {
        // When / Then
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaOptions(Path.of("data"), port));
        assertThatIllegalArgumentException().isThrownBy(() -> new DatabaseOptions(Path.of("data"), port, true));
    }

    @Test
    void shouldNameTheDirectoryAbsolutelySinceOtherProcessesReadIt() {
        // When
        var options = new DatabaseOptions(Path.of("a/../data"), 0, true);

        // Then
        assertThat(options.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
    }
}
