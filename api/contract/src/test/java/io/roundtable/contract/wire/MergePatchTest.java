package io.roundtable.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Patches;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.Violation;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.SandboxDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MergePatchTest {

    private static final WorkspaceId WS = new WorkspaceId("ws_0123456789");
    private static final SandboxId SB = new SandboxId("sb_0123456789");

    /** The examples of RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':'b'}|{'a':'c'}|{'a':'c'}",
                "{'a':'b'}|{'b':'c'}|{'a':'b','b':'c'}",
                "{'a':'b'}|{'a':null}|{}",
                "{'a':'b','b':'c'}|{'a':null}|{'b':'c'}",
                "{'a':['b']}|{'a':'c'}|{'a':'c'}",
                "{'a':'c'}|{'a':['b']}|{'a':['b']}",
                "{'a':{'b':'c'}}|{'a':{'b':'d','c':null}}|{'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]}|{'a':[1]}|{'a':[1]}",
                "['a','b']|['c','d']|['c','d']",
                "{'a':'b'}|['c']|['c']",
                "{'a':'foo'}|'bar'|'bar'",
                "{'e':null}|{'a':1}|{'e':null,'a':1}",
                "[1,2]|{'a':'b','c':null}|{'a':'b'}",
                "{}|{'a':{'bb':{'ccc':null}}}|{'a':{'bb':{}}}",
            })
    void shouldMergeAsTheStandardSays(String target, String patch, String result) throws Exception {
        var merged = Json.patched(tree(target), bytes(patch), JsonNode.class);

        assertThat(merged).isEqualTo(tree(result));
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }

    private static JsonNode tree(String json) throws Exception {
        return Json.shared().readTree(bytes(json));
    }

    private static SandboxDefinition named(String name) {
        return new SandboxDefinition(name, null, null, null, null, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'nam':null}|nam",
                "{'agent_config':{'temprature':null}}|agent_config.temprature",
                "{'delivery':null,'label':null}|label",
            })
    void shouldSayThatANameToRemoveIsUnknown(String patch, String field) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new ChangeSandbox(WS, SB, new RawJson(patch.replace('\'', '"'))))
                .satisfies(fault ->
                        assertThat(fault.violations()).containsExactly(new Violation(field, "is not a known field")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'labels':{'any':null}}",
                "{'connection_details':{'any':null,'deep':{'er':null}}}",
                "{'agent_config':null,'delivery':{'ordering':null}}",
            })
    void shouldRemoveWhatMayBeThere(String patch) {
        assertThatNoException().isThrownBy(() -> new ChangeSandbox(WS, SB, new RawJson(patch.replace('\'', '"'))));
    }

    @Test
    void shouldNotTouchTheTarget() {
        var before = named("a");

        var after = Patches.apply(new RawJson("{\"name\":\"b\"}"), before, SandboxDefinition.class);

        assertThat(before.name()).isEqualTo("a");
        assertThat(after.name()).isEqualTo("b");
    }

    @Test
    void shouldTellOfFaultsByTheirPath() {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> Patches.apply(
                        new RawJson("{\"agent_config\":{\"temperature\":3,\"max_tokens\":0}}"),
                        named("a"),
                        SandboxDefinition.class))
                .satisfies(fault -> assertThat(fault.violations())
                        .extracting(Violation::field)
                        .containsExactly("agent_config.temperature", "agent_config.max_tokens"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]",
                "null",
                "'x'",
                "{'name':null}",
                "{'name':''}",
                "{'unknown':1}",
                "{'agent_config':1}",
                "{'agent_config':{'temperature':'hot'}}",
                "{'resource_limits':{'cpu_cores':1e400}}",
                "{'connection_details':[]}",
                "{'connection_details':'x'}",
                "{'delivery':{'backoff_seconds':[]}}",
                "{'delivery':{'backoff_seconds':[null]}}",
                "{'agent_config':{'tools':[null]}}",
                "{'labels':{'a b':'c'}}",
                "{'labels':{'a':1}}",
            })
    void shouldRefuseACommandWhosePatchCannotBeValid(String patch) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new ChangeSandbox(WS, SB, new RawJson(patch.replace('\'', '"'))));
    }

    @Test
    void shouldBoundWhatManyPatchesMayAddUpTo() {
        var half = "x".repeat(60_000);
        var definition = named("a");
        int patches = 0;
        try {
            for (; patches < 128; patches++) {
                var tools = new StringBuilder("[");
                for (int i = 0; i <= patches; i++) {
                    tools.append(i == 0 ? "" : ",").append('"').append(half).append('"');
                }
                var patch = new RawJson("{\"agent_config\":{\"tools\":" + tools + "]}}");
                definition = Patches.apply(patch, definition, SandboxDefinition.class);
            }
        } catch (InvalidInput e) {
            assertThat(e).hasMessageContaining("1 MiB");
        }
        assertThat(patches).isEqualTo(17);
        assertThat(Json.write(definition).length).isLessThanOrEqualTo(Patches.MAX_RESULT_BYTES);
    }
}
