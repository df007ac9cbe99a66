package io.roundtable.contract.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env:OPENAI_API_KEY",
                "env:_x",
                "file:/run/secrets/key",
                "vault:kv/data/llm#api-key",
                "secret:openai/main"
            })
    void shouldTakeReferencesToSecrets(String reference) {
        assertThat(new SecretRef(reference).value()).isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789",
                "AKIAIOSFODNN7EXAMPLE",
                "Bearer abc",
                "env:",
                "env:1X",
                "env:A B",
                "env:A=secret",
                "ENV:A",
                "file:relative",
                "file:/a b",
                "vault:path",
                "vault:path#",
                "secret:",
                "secret:a\n",
                "https://user:password@host/",
                " env:A"
            })
    void shouldRefuseSecretsThemselvesWithoutRepeatingThem(String literal) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new SecretRef(literal))
                .satisfies(fault -> {
                    if (literal.length() > 12) { // a shorter one is part of our own words
                        assertThat(fault).hasMessageNotContaining(literal);
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"w\",\"settings\":{\"llm_providers\":[{\"name\":\"a\",\"provider\":\"p\",\"api_key_ref\":\"sk-1234567890\"}]}}",
                "{\"name\":\"w\",\"settings\":{\"llm_providers\":[{\"name\":\"a\",\"provider\":\"p\",\"api_key\":\"sk-1234567890\"}]}}",
                "{\"name\":\"w\",\"settings\":{\"mcp_servers\":[{\"name\":\"a\",\"command\":\"c\",\"secrets\":{\"K\":\"sk-1234567890\"}}]}}",
                "{\"name\":\"w\",\"settings\":{\"mcp_servers\":[{\"name\":\"a\",\"url\":\"https://u:sk-1234567890@h/\"}]}}",
                "{\"name\":\"w\",\"settings\":{\"mcp_servers\":[{\"name\":\"a\",\"url\":\"https://h/?key=sk-1234567890\"}]}}"
            })
    void shouldLetNoLiteralKeyIntoADefinition(String json) {
        assertThatExceptionOfType(java.io.UncheckedIOException.class)
                .isThrownBy(() ->
                        Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), WorkspaceDefinition.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/",
                "host",
                "https://",
                "https://user@host/",
                "https://user:password@host/",
                "https://host/?key=1",
                "https://host/#x",
                "https://host/ x",
                "javascript:alert(1)"
            })
    void shouldRefuseUrlsThatMayHideAKey(String url) {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new LlmProvider("a", "p", url, null, null));
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new McpServer("a", url, null, null, null));
    }

    @Test
    void shouldTakeEitherUrlOrCommand() {
        assertThatCode(() -> new McpServer("a", "https://h:8443/mcp", null, null, null))
                .doesNotThrowAnyException();
        assertThatCode(() -> new McpServer("a", null, "npx", List.of("-y"), Map.of("K", new SecretRef("env:K"))))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new McpServer("a", null, null, null, null))
                .withMessageContaining("either url or command");
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new McpServer("a", "https://h/", "npx", null, null));
    }

    @Test
    void shouldWantDistinctNames() {
        var one = new LlmProvider("a", "p", null, null, null);
        var server = new McpServer("a", null, "c", null, null);

        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new WorkspaceSettings(null, List.of(one, one), List.of(server, server), null))
                .satisfies(fault -> assertThat(fault.violations()).hasSize(2));
    }

    @Test
    void shouldAllowEverythingUnlessThePolicySaysOtherwise() {
        assertThat(CollaborationPolicy.OPEN.allowsBroadcast()).isTrue();
        assertThat(CollaborationPolicy.OPEN.hopLimit()).isEqualTo(1_000);
        assertThat(CollaborationPolicy.OPEN.allows(MessageType.COMMAND)).isTrue();

        var strict = new CollaborationPolicy(false, List.of(MessageType.REQUEST), 3);
        assertThat(strict.allowsBroadcast()).isFalse();
        assertThat(strict.hopLimit()).isEqualTo(3);
        assertThat(strict.allows(MessageType.COMMAND)).isFalse();
        assertThat(strict.allows(MessageType.REQUEST)).isTrue();
    }

    @Test
    void shouldBoundThePolicy() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new CollaborationPolicy(null, List.of(), null));
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new CollaborationPolicy(null, null, 0));
    }

    @Test
    void shouldRequireANameOfBoundedLength() {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new WorkspaceDefinition(null, null, null));
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new WorkspaceDefinition("", null, null));
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new WorkspaceDefinition("x".repeat(101), "y".repeat(2_001), null))
                .satisfies(fault -> assertThat(fault.violations()).hasSize(2));
        assertThat(new WorkspaceDefinition("😀".repeat(100), "", null).settings())
                .isEqualTo(WorkspaceSettings.UNSET);
    }
}
