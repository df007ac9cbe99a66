package io.roundtable.http.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.simple.SimpleHttpRequest;
import io.roundtable.contract.CommandEnvelope.RetryKey;
import io.roundtable.contract.WorkspaceCommand.ArchiveWorkspace;
import io.roundtable.contract.WorkspaceId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class IdempotencyKeysTest {

    private static RetryKey of(String key, String asked, Given.Part part) {
        var request = new SimpleHttpRequest<>(HttpMethod.POST, "/v1/workspaces/ws_0123456789/messages", "");
        request.getHeaders().add("Idempotency-Key", key);
        var command = new ArchiveWorkspace(new WorkspaceId("ws_0123456789"));
        return Objects.requireNonNull(IdempotencyKeys.of(new Given(request, command, asked, "msg_0123456789", part)));
    }

    private static Given.Part first(String... batch) {
        return new Given.Part(0, IdempotencyKeys.digest(List.of(batch)));
    }

    @Test
    void shouldHoldForTheWholeBatch() {
        // When
        var shorter = of("k", "a", first("a", "b"));
        var longer = of("k", "a", first("a", "b", "c"));
        var again = of("k", "a", first("a", "b"));

        // Then
        assertThat(again).isEqualTo(shorter);
        assertThat(longer.key()).as("the same key must be found").isEqualTo(shorter.key());
        assertThat(longer.fingerprint()).as("and seen to be reused").isNotEqualTo(shorter.fingerprint());
    }

    @Test
    void shouldNotMeetAKeyThatAClientCanSend() {
        // When
        var ofBatch = of("k", "a", first("a"));

        // Then
        assertThat(ofBatch.key()).isEqualTo("k\n0");
        for (var single : List.of("k", "k#0", "k0")) {
            assertThat(of(single, "a", Given.Part.WHOLE).key()).isNotEqualTo(ofBatch.key());
        }
    }
}
