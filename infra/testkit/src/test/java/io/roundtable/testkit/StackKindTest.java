package io.roundtable.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackKindTest {
    @Test
    void shouldRunInWhatTheBuildAskedFor() {
        // Given
        var asked = System.getProperty("roundtable.stack", "embedded");

        // When
        var kind = StackKind.configured();

        // Then
        assertThat(kind.name()).isEqualToIgnoringCase(asked);
    }
}
