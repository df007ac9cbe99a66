package io.roundtable.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document says of each record what the code does: its fields, and which of them may be null or missing. */
final class OpenApiSchemasTest {

    private static final String HTTP = "io.roundtable.http.";
    private static final String CONTRACT = "io.roundtable.contract.";

    /** What answers are made of; all of its fields stand in an answer but for those that are left out where null. */
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("User", HTTP + "identity.UserResource"),
            Map.entry("Granted", HTTP + "identity.GrantedResource"),
            Map.entry("RotatedKey", HTTP + "identity.KeyController$RotatedKey"),
            Map.entry("Workspace", HTTP + "workspace.WorkspaceResource"),
            Map.entry("WorkspaceSummary", HTTP + "workspace.WorkspaceReads$Summary"),
            Map.entry("WorkspaceCounts", "io.roundtable.persistence.query.Counts"),
            Map.entry("Member", HTTP + "workspace.MemberReads$MemberResource"),
            Map.entry("WorkspaceMetrics", HTTP + "workspace.MetricsController$MetricsResource"),
            Map.entry("MessageCounts", HTTP + "workspace.MetricsController$MessageCounts"),
            Map.entry("SandboxMessages", "io.roundtable.persistence.query.Metrics$SandboxCount"),
            Map.entry("MessageRates", "io.roundtable.persistence.query.Metrics$Rates"),
            Map.entry("Key", HTTP + "sandboxkey.KeyResource"),
            Map.entry("Sandbox", HTTP + "sandbox.SandboxResource"),
            Map.entry("SandboxHealth", HTTP + "sandbox.SandboxResource$HealthResource"),
            Map.entry("Message", HTTP + "message.MessageResource"),
            Map.entry("Entry", HTTP + "message.Entry"),
            Map.entry("Entries", HTTP + "message.Entry$All"),
            Map.entry("Received", HTTP + "inbox.Receiving$Received"),
            Map.entry("LeaseOutcome", HTTP + "inbox.Verbs$Outcome"),
            Map.entry("LeaseOutcomes", HTTP + "inbox.Verbs$Outcomes"),
            Map.entry("Step", HTTP + "message.StepResource"),
            Map.entry("Actor", "io.roundtable.persistence.query.StepView$Actor"),
            Map.entry("DeadLetter", HTTP + "deadletter.DeadLetterResource"),
            Map.entry("Version", HTTP + "replay.VersionResource"),
            Map.entry("Rebuild", HTTP + "replay.RebuildResource"),
            Map.entry("RebuildProgress", HTTP + "replay.RebuildResource$ProgressResource"),
            Map.entry("Comparison", HTTP + "replay.RebuildResource$ComparisonResource"),
            Map.entry("ComparedTable", HTTP + "replay.RebuildResource$TableResource"),
            Map.entry("RowDifference", HTTP + "replay.RebuildResource$DifferenceResource"),
            Map.entry("ColumnDifference", HTTP + "replay.RebuildResource$ColumnResource"),
            Map.entry("Changes", HTTP + "replay.ChangesResource"),
            Map.entry("ChangedTable", HTTP + "replay.ChangesResource$TableResource"),
            Map.entry("ChangedRow", HTTP + "replay.ChangesResource$RowResource"),
            Map.entry("ChangedColumn", HTTP + "replay.ChangesResource$ValueResource"),
            Map.entry("Audit", HTTP + "audit.AuditResource"),
            Map.entry("AuditedPartition", HTTP + "audit.AuditResource$PartitionResource"),
            Map.entry("AuditFault", HTTP + "audit.AuditResource$FaultResource"),
            Map.entry("Poison", HTTP + "deadletter.PoisonResource"),
            Map.entry("Appended", HTTP + "deadletter.AppendedResource"),
            Map.entry("RedriveReport", HTTP + "deadletter.RedriveReport"),
            Map.entry("RedriveOutcome", HTTP + "deadletter.RedriveReport$Outcome"),
            Map.entry("Webhook", HTTP + "webhook.WebhookResource"),
            Map.entry("Subscription", HTTP + "webhook.SubscriptionResource"),
            Map.entry("Replay", HTTP + "webhook.SubscriptionResource$Replay"),
            Map.entry("ReplayBegun", HTTP + "webhook.SubscriptionResource$Begun"),
            Map.entry("DeadEvent", HTTP + "webhook.DeadEventResource"),
            Map.entry("RedriveEventsReport", HTTP + "webhook.RedriveEventsReport"),
            Map.entry("RedriveEventOutcome", HTTP + "webhook.RedriveEventsReport$Outcome"),
            Map.entry("WebhookSecret", HTTP + "webhook.WebhookController$NewSecret"),
            Map.entry("Pagination", HTTP + "json.Listing$Pagination"),
            Map.entry("PendingCommand", HTTP + "command.Answers$PendingCommand"),
            Map.entry("CommandOutcome", HTTP + "command.CommandController$Outcome"),
            Map.entry("Problem", HTTP + "problem.Problem"),
            Map.entry("Violation", CONTRACT + "Violation"),
            Map.entry("ProblemType", HTTP + "operations.ProblemController$ProblemType"),
            Map.entry("ProblemTypes", HTTP + "operations.ProblemController$ProblemTypes"),
            Map.entry("InstallationStatus", HTTP + "installation.InstallationStatus"),
            Map.entry("OldestMessage", HTTP + "installation.InstallationStatus$OldestMessage"),
            Map.entry("FailingWebhooks", HTTP + "installation.InstallationStatus$Webhooks"),
            Map.entry("FailingWebhook", HTTP + "installation.InstallationStatus$FailingWebhook"),
            Map.entry("Counted", HTTP + "installation.InstallationStatus$Counted"),
            Map.entry("Liveness", HTTP + "operations.HealthController$Liveness"),
            Map.entry("Readiness", HTTP + "operations.HealthController$Readiness"),
            Map.entry("ReadinessPart", HTTP + "operations.ReadinessSource$Part"));

    /** What bodies of requests are made of, and the settings that answers have in common with them. */
    private static final Map<String, String> REQUESTS = Map.ofEntries(
            Map.entry("NewAccount", HTTP + "identity.NewAccount"),
            Map.entry("Credentials", HTTP + "identity.Credentials"),
            Map.entry("RefreshGiven", HTTP + "identity.RefreshGiven"),
            Map.entry("ProfilePatch", HTTP + "identity.EditableProfile"),
            Map.entry("Nothing", HTTP + "json.Bodies$NothingGiven"),
            Map.entry("WorkspaceDefinition", CONTRACT + "workspace.WorkspaceDefinition"),
            Map.entry("WorkspacePatch", CONTRACT + "workspace.WorkspaceDefinition"),
            Map.entry("WorkspaceSettings", CONTRACT + "workspace.WorkspaceSettings"),
            Map.entry("SandboxDefaults", CONTRACT + "workspace.SandboxDefaults"),
            Map.entry("LlmProvider", CONTRACT + "workspace.LlmProvider"),
            Map.entry("McpServer", CONTRACT + "workspace.McpServer"),
            Map.entry("CollaborationPolicy", CONTRACT + "workspace.CollaborationPolicy"),
            Map.entry("RoleGiven", HTTP + "workspace.MemberController$RoleGiven"),
            Map.entry("SandboxDefinition", CONTRACT + "sandbox.SandboxDefinition"),
            Map.entry("SandboxPatch", CONTRACT + "sandbox.SandboxDefinition"),
            Map.entry("AgentConfig", CONTRACT + "sandbox.AgentConfig"),
            Map.entry("ResourceLimits", CONTRACT + "sandbox.ResourceLimits"),
            Map.entry("DeliverySettings", CONTRACT + "sandbox.DeliverySettings"),
            Map.entry("KeyGiven", HTTP + "sandboxkey.KeyGiven"),
            Map.entry("StatusGiven", HTTP + "sandbox.SandboxController$StatusGiven"),
            Map.entry("HeartbeatGiven", HTTP + "sandbox.SandboxController$HeartbeatGiven"),
            Map.entry("WebhookGiven", HTTP + "webhook.WebhookGiven"),
            Map.entry("SubscriptionGiven", HTTP + "webhook.SubscriptionGiven"),
            Map.entry("SubscriptionChange", HTTP + "webhook.SubscriptionChange"),
            Map.entry("EventDiscard", HTTP + "webhook.DiscardGiven"),
            Map.entry("ReplayGiven", HTTP + "webhook.ReplayGiven"),
            Map.entry("RedriveEvents", HTTP + "webhook.RedriveEventsGiven"),
            Map.entry("RedriveEventsFilter", HTTP + "webhook.RedriveEventsGiven$FilterGiven"),
            Map.entry("RotationGiven", HTTP + "webhook.RotationGiven"),
            Map.entry("RebuildGiven", HTTP + "replay.RebuildGiven"),
            Map.entry("MessageGiven", HTTP + "message.MessageGiven"),
            Map.entry("Broadcast", HTTP + "message.MessageGiven$Broadcast"),
            Map.entry("Batch", HTTP + "message.MessageGiven$Batch"),
            Map.entry("ReceiveGiven", HTTP + "inbox.ReceiveGiven"),
            Map.entry("LeasesGiven", HTTP + "inbox.LeasesGiven"),
            Map.entry("LeaseGiven", HTTP + "inbox.LeasesGiven$Held"),
            Map.entry("Append", HTTP + "deadletter.AppendGiven"),
            Map.entry("AsOfGiven", HTTP + "replay.AsOfGiven"),
            Map.entry("DiffGiven", HTTP + "replay.DiffGiven"),
            Map.entry("PruneGiven", HTTP + "replay.PruneGiven"),
            Map.entry("Redrive", HTTP + "deadletter.RedriveGiven"),
            Map.entry("Discard", HTTP + "deadletter.DiscardGiven"),
            Map.entry("RedriveMany", HTTP + "deadletter.ManyGiven"),
            Map.entry("RedriveFilter", HTTP + "deadletter.ManyGiven$FilterGiven"));

    private static final OpenApi DOCUMENT = OpenApi.read();

    static Set<String> answers() {
        return ANSWERS.keySet();
    }

    static Set<String> requests() {
        return REQUESTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldNameTheFieldsOfARequest(String schema) {
        assertThat(properties(schema)).isEqualTo(names(record(REQUESTS, schema)));
        assertThat(DOCUMENT.schema(schema).path("additionalProperties").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldNameTheFieldsOfAnAnswer(String schema) {
        assertThat(properties(schema)).isEqualTo(names(record(ANSWERS, schema)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldTellWhichFieldsAnAnswerAlwaysHas(String schema) {
        Class<?> record = record(ANSWERS, schema);
        var required = components(record)
                .filter(component -> !isNullable(component) || isWrittenWhereNull(record, component))
                .map(OpenApiSchemasTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(texts(DOCUMENT.schema(schema).path("required"))).isEqualTo(required);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldTellWhichFieldsOfAnAnswerCanBeNull(String schema) {
        Class<?> record = record(ANSWERS, schema);
        components(record).forEach(component -> {
            JsonNode property = DOCUMENT.schema(schema).path("properties").path(name(component));
            assertThat(allowsNull(property))
                    .as(component.toString())
                    .isEqualTo(
                            isAnything(property) || (isNullable(component) && isWrittenWhereNull(record, component)));
        });
    }

    /** Who sends with the key of a sandbox may leave it out, so that no schema can ask for it. */
    @ParameterizedTest
    @ValueSource(strings = {"MessageGiven", "Broadcast"})
    void shouldLeaveTheSenderToWhoSendsWithASandboxKey(String schema) {
        assertThat(texts(DOCUMENT.schema(schema).path("required")))
                .contains("message_type", "content")
                .doesNotContain("from_sandbox_id");
    }

    @Test
    void shouldKnowEveryRecordThatIsNamedAsOneOfThese() throws IOException {
        // Given
        var known = Stream.concat(ANSWERS.values().stream(), REQUESTS.values().stream())
                .collect(Collectors.toSet());
        Path classes = Path.of("target", "classes", "io", "roundtable", "http");

        // When
        try (Stream<Path> files = Files.walk(classes)) {
            var named = files.map(file -> classes.relativize(file).toString().replace('/', '.'))
                    .filter(file -> file.matches(".*(Resource|Given)\\.class"))
                    .map(file -> HTTP + file.substring(0, file.length() - ".class".length()))
                    .filter(name -> named(name).isRecord())
                    // the inside of a write, no body
                    .filter(name -> !name.equals(HTTP + "command.Given"));

            // Then
            assertThat(named).isNotEmpty().allMatch(known::contains);
        }
    }

    private static Class<?> record(Map<String, String> records, String schema) {
        return named(Objects.requireNonNull(records.get(schema)));
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<RecordComponent> components(Class<?> record) {
        return Stream.of(Objects.requireNonNull(record.getRecordComponents()));
    }

    private static Set<String> names(Class<?> record) {
        return components(record).map(OpenApiSchemasTest::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named != null && !named.value().isEmpty()
                ? named.value()
                : SnakeCaseStrategy.INSTANCE.translate(component.getName());
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean isWrittenWhereNull(Class<?> record, RecordComponent component) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        JsonInclude ofRecord = record.getAnnotation(JsonInclude.class);
        JsonInclude said = own != null ? own : ofRecord;
        return said != null && said.value() == JsonInclude.Include.ALWAYS;
    }

    private static boolean allowsNull(JsonNode property) {
        JsonNode schema = DOCUMENT.resolved(property);
        return isAnything(schema)
                || texts(schema.path("type")).contains("null")
                || schema.path("type").asText().equals("null")
                || StreamSupport.stream(schema.path("oneOf").spliterator(), false)
                        .anyMatch(OpenApiSchemasTest::allowsNull);
    }

    private static boolean isAnything(JsonNode property) {
        JsonNode schema = DOCUMENT.resolved(property);
        return List.of("type", "enum", "oneOf", "allOf", "const").stream().noneMatch(schema::has);
    }

    private static Set<String> properties(String schema) {
        return DOCUMENT.schema(schema).path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
