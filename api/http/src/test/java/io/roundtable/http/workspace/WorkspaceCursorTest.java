package io.roundtable.http.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.InvalidInput;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkspaceCursorTest {

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z"})
    void shouldRefuseATimeThatTheDatabaseDoesNotKnow(String time) {
        assertThatThrownBy(() -> WorkspaceReads.key(time + " ws_0123456789")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void shouldReadWhatAListHasWritten() {
        // When
        var key = WorkspaceReads.key("2026-01-31T12:00:00.123456Z ws_0123456789");

        // Then
        assertThat(key.createdAt()).isEqualTo(Instant.parse("2026-01-31T12:00:00.123456Z"));
    }
}
