package io.roundtable.persistence.projection;

import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static io.roundtable.persistence.projection.Sayings.broadcast;
import static io.roundtable.persistence.projection.Sayings.sent;
import static io.roundtable.persistence.projection.Sayings.utterance;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.AgentConfig;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.persistence.query.MessageById;
import io.roundtable.persistence.query.MessageFilter;
import io.roundtable.persistence.query.MessageView;
import io.roundtable.persistence.query.MessagesOfWorkspace;
import io.roundtable.persistence.query.PageRequest;
import io.roundtable.persistence.query.SandboxById;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Content comes back as the text that came, and nothing that the contract lets in stops a partition. */
final class KeptBytesTest {

    private final TestProjection projection = new TestProjection();
    private final TestLog log = new TestLog(0).append(workspaceCreated());

    @AfterEach
    void close() {
        projection.close();
    }

    static List<String> contents() {
        return List.of(
                "\"\\u0000\"",
                "{\"\\u0000\": \"\\ud800\", \"x\": \"\\udc00\\ud83d\"}",
                "null",
                "true",
                "-0.0e-0",
                "1e999999999",
                "[1E-99999, 0.1000000000000000000000000000000001]",
                "{ \"b\" : 1 ,\n\t\"a\":2, \"b\":3 }",
                "\"漢字 🙂 \\\"quoted\\\" back\\\\slash {braces} , comma\"",
                "\"NULL\"",
                "\"\\/\\b\\f\\n\\r\\t\"",
                "\"\u007f\u0085\u2028\uffff\"",
                "{}",
                "\"" + "x".repeat(Utterance.MAX_CONTENT_BYTES - 2) + "\"",
                "[".repeat(1_000) + "]".repeat(1_000));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void shouldGiveBackContentAsItCame(String content) {
        // Given
        log.append(sent(1, content));

        // When
        projection.write(log, 10);

        // Then
        assertThat(new MessageById(projection.sql())
                        .find(0, WORKSPACE, Sayings.message(1))
                        .value()
                        .orElseThrow()
                        .said()
                        .content()
                        .text())
                .isEqualTo(content);
        assertThat(projection.dump()).isEqualTo(log.folded());
    }

    @Test
    void shouldGiveBackABroadcastsContentWithEachOfItsMessages() {
        // Given
        log.append(broadcast(100, 3, utterance(MessageType.NOTIFICATION, "{\"a\" : \"\\u0000\"}")));

        // When
        projection.write(log, 10);

        // Then
        List<MessageView> messages = new MessagesOfWorkspace(projection.sql())
                .page(0, WORKSPACE, MessageFilter.NONE, new PageRequest<>(null, 10, false, false))
                .value()
                .rows();
        assertThat(messages).hasSize(3).allSatisfy(message -> {
            assertThat(message.said().content().text()).isEqualTo("{\"a\" : \"\\u0000\"}");
            assertThat(message.said().broadcastId()).isEqualTo(Sayings.message(100));
        });
        assertThat(projection.dump().stream().filter(line -> line.startsWith("broadcast_content\t")))
                .hasSize(1);
    }

    @Test
    void shouldKeepNumbersThatNoNumericColumnCanHold() {
        // Given
        var details = JsonNodeFactory.instance.objectNode();
        details.set("huge", DecimalNode.valueOf(new BigDecimal("1E+999999")));
        var agent = new AgentConfig(null, null, null, null, new BigDecimal("1E-99999"), null, null);
        var definition = new SandboxDefinition("numbers", agent, null, new FreeForm(details), null, null);
        log.append(new SandboxCreated(WORKSPACE, Sayings.ALICE, definition));

        // When
        projection.write(log, 10);

        // Then
        var sandbox = new SandboxById(projection.sql())
                .find(0, WORKSPACE, Sayings.ALICE)
                .value()
                .orElseThrow();
        assertThat(sandbox.configuration().connectionDetails().text()).isEqualTo("{\"huge\":1E+999999}");
        assertThat(sandbox.configuration().agentConfig().text()).isEqualTo("{\"temperature\":1E-99999}");
        assertThat(projection.dump()).isEqualTo(log.folded());
    }
}
