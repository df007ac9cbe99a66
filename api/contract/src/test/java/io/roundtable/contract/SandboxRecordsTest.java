package io.roundtable.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.AgentConfig;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.contract.sandbox.ResourceLimits;
import io.roundtable.contract.sandbox.SandboxDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SandboxRecordsTest {

    private static final WorkspaceId WS = new WorkspaceId("ws_0123456789");
    private static final SandboxId SB = new SandboxId("sb_0123456789");
    private static final MessageId MSG = new MessageId("msg_0123456789");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static void assertInvalid(String field, ThrowingCallable making) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(making)
                .satisfies(fault -> assertThat(fault.violations())
                        .extracting(Violation::field)
                        .containsOnly(field));
    }

    private static AgentConfig agent(String temperature, Integer maxTokens) {
        return new AgentConfig(null, null, null, null, new BigDecimal(temperature), maxTokens, null);
    }

    private static Utterance saying(
            @Nullable RawJson content, @Nullable Instant expiresAt, @Nullable Instant deliverAt) {
        return new Utterance(MessageType.REQUEST, content, null, null, expiresAt, deliverAt, null);
    }

    @Test
    void shouldBoundTemperatureAndTokens() {
        assertThat(agent("0", 1).temperature()).isZero();
        assertThat(agent("2", 1_000_000).maxTokens()).isEqualTo(1_000_000);
        assertInvalid("temperature", () -> agent("2.01", 1));
        assertInvalid("temperature", () -> agent("-0.01", 1));
        assertInvalid("max_tokens", () -> agent("1", 0));
        assertInvalid("max_tokens", () -> agent("1", 1_000_001));
    }

    @Test
    void shouldBoundResources() {
        assertInvalid("cpu_cores", () -> new ResourceLimits(new BigDecimal("0.09"), null, null, null));
        assertInvalid("cpu_cores", () -> new ResourceLimits(new BigDecimal("256.1"), null, null, null));
        assertInvalid("memory_mb", () -> new ResourceLimits(null, 15, null, null));
        assertInvalid("disk_mb", () -> new ResourceLimits(null, null, 15, null));
        assertInvalid("timeout_seconds", () -> new ResourceLimits(null, null, null, 2_592_001));
    }

    @Test
    void shouldFillDeliverySettingsFromDefaults() {
        var own = new DeliverySettings(7, null, null, null, Ordering.STRICT, null);

        assertThat(own.orElse(DeliverySettings.DEFAULTS))
                .isEqualTo(new DeliverySettings(7, 5, 1_000, 10_000, Ordering.STRICT, List.of(1, 5, 30, 120)));
        assertInvalid("backoff_seconds", () -> new DeliverySettings(null, null, null, null, null, List.of(-1)));
        assertInvalid("max_attempts", () -> new DeliverySettings(null, 101, null, null, null, null));
    }

    @Test
    void shouldKeepLabelsInOrderAndItsOwn() {
        var labels = new java.util.HashMap<>(Map.of("b", "2", "a", "1", "c", "3"));
        var definition = new SandboxDefinition("x", null, null, null, null, labels);

        labels.clear();

        assertThat(definition.labels().keySet()).containsExactly("a", "b", "c");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> definition.labels().clear());
    }

    @Test
    void shouldReplaceConnectionDetailsAndNothingElse() {
        var details = new FreeForm(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("a", 1));
        var definition = new SandboxDefinition("x", agent("1", 1), null, null, null, Map.of("a", "b"));

        assertThat(definition.withConnectionDetails(details))
                .isEqualTo(new SandboxDefinition("x", agent("1", 1), null, details, null, Map.of("a", "b")));
    }

    @Test
    void shouldTakeFromASandboxOnlyWhatItCanKnowOfItself() {
        assertInvalid("status", () -> new RecordHeartbeat(WS, SB, Health.UNHEALTHY, null));
        assertInvalid("status", () -> new RecordHeartbeat(WS, SB, Health.UNKNOWN, null));
        assertInvalid("detail", () -> new RecordHeartbeat(WS, SB, Health.HEALTHY, "x".repeat(1_001)));
    }

    @Test
    void shouldBoundContent() {
        var most = new RawJson("\"" + "x".repeat(Utterance.MAX_CONTENT_BYTES - 2) + "\"");
        var accents = new RawJson("\"" + "é".repeat(Utterance.MAX_CONTENT_BYTES / 2) + "\"");

        assertThat(saying(most, null, null).content().bytes()).isEqualTo(262_144);
        assertInvalid("content", () -> saying(accents, null, null));
        assertInvalid("content", () -> saying(null, null, null));
    }

    @Test
    void shouldDeliverBeforeItExpires() {
        var content = new RawJson("1");

        assertThat(saying(content, NOON.plusMillis(1), NOON).deliverAt()).isEqualTo(NOON);
        assertInvalid("deliver_at", () -> saying(content, NOON, NOON));
        assertInvalid("expires_at", () -> saying(content, Instant.MAX, null));
    }

    @Test
    void shouldNameEachRecipientOnceAndAtLeastOne() {
        var utterance = saying(new RawJson("1"), null, null);
        var recipients = new ArrayList<>(List.of(SB));
        var broadcast = new BroadcastMessage(WS, MSG, null, recipients, utterance);

        recipients.clear();

        assertThat(broadcast.toSandboxIds()).containsExactly(SB);
        assertInvalid("to_sandbox_ids", () -> new BroadcastMessage(WS, MSG, null, List.of(SB, SB), utterance));
        assertInvalid("to_sandbox_ids", () -> new BroadcastMessage(WS, MSG, null, List.of(), utterance));
    }
}
