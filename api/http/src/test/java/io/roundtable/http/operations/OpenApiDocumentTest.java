package io.roundtable.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.roundtable.http.operations.OpenApi.Operation;
import io.roundtable.http.problem.ProblemCode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class OpenApiDocumentTest {

    /** What any path may answer, as the introduction says, and what the document calls not answered yet. */
    private static final Set<String> OF_NO_OPERATION = Set.of(
            "method_not_allowed",
            "lease_not_found", // what became of one lease of several, and of the command that GET commands/{id} tells
            // of
            "request_timeout",
            "uri_too_long",
            "headers_too_large");

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final OpenApi document = OpenApi.read();

    @Test
    void shouldBeReadByAParserWithoutAComplaint() {
        // When
        var parsed = new OpenAPIV3Parser().readContents(OpenApiDocument.text());

        // Then
        assertThat(parsed.getMessages()).isNullOrEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.1");
        assertThat(parsed.getOpenAPI().getPaths())
                .hasSize(document.tree().path("paths").size());
    }

    @Test
    void shouldReferToWhatIsThere() {
        assertThat(document.references())
                .isNotEmpty()
                .allSatisfy(
                        ref -> assertThat(document.tree().at(ref.substring(1)).isMissingNode())
                                .as(ref)
                                .isFalse());
    }

    @Test
    void shouldUseEveryComponent() {
        // Given
        var used = document.references().collect(Collectors.toSet());

        // When
        var components = document.tree().path("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .flatMap(kind -> names(kind.getValue()).map(name -> "#/components/" + kind.getKey() + "/" + name));

        // Then
        assertThat(components).isNotEmpty().allMatch(used::contains);
    }

    @Test
    void shouldNameEachOperationOnceAndAllVariablesOfItsPath() {
        var names = new HashSet<String>();
        assertThat(all()).isNotEmpty().allSatisfy(operation -> {
            assertThat(names.add(operation.node().path("operationId").asText()))
                    .as(operation.toString())
                    .isTrue();
            var variables = VARIABLE.matcher(operation.path())
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            assertThat(parametersInPath(operation)).as(operation.toString()).isEqualTo(variables);
        });
    }

    @Test
    void shouldNameEveryProblemCodeAndNoOther() {
        // When
        var codes = texts(document.schema("ProblemCode").path("enum"));

        // Then
        assertThat(codes)
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::wire)
                        .toList());
    }

    @Test
    void shouldListEachProblemUnderItsStatus() {
        for (Operation operation : document.operations()) {
            operation
                    .node()
                    .path("responses")
                    .properties()
                    .forEach(response -> assertThat(document.codes(response.getValue()))
                            .allSatisfy(code -> assertThat(Integer.toString(statusOf(code)))
                                    .as(operation + " " + code)
                                    .isEqualTo(response.getKey())));
        }
    }

    @Test
    void shouldLeadFromEachProblemThatItNamesToItsPage() {
        assertThat(document.tree().at("/components/responses")).allSatisfy(response -> {
            String description = response.path("description").asText();
            assertThat(document.codes(response))
                    .allMatch(code -> description.contains("[`" + code + "`](/problems/" + code + ")"));
        });
    }

    @Test
    void shouldListEveryProblemWhereItCanOccur() {
        // When
        var listed = document.operations().stream()
                .flatMap(operation ->
                        StreamSupport.stream(operation.node().path("responses").spliterator(), false))
                .flatMap(response -> document.codes(response).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        listed.addAll(OF_NO_OPERATION);
        assertThat(listed)
                .isEqualTo(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::wire)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void shouldAskForATokenUnderV1ButForComingIn() {
        assertThat(document.operations()).isNotEmpty().allSatisfy(operation -> {
            JsonNode own = operation.node().path("security");
            boolean isOpen = own.isArray() && own.isEmpty();
            boolean needsToken =
                    operation.path().startsWith("/v1/") && !operation.path().startsWith("/v1/auth/");
            assertThat(isOpen).as(operation.toString()).isEqualTo(!needsToken);
            assertThat(operation.node().path("responses").has("401"))
                    .as(operation.toString())
                    .isEqualTo(needsToken
                            || operation.path().endsWith("/login")
                            || operation.path().endsWith("/refresh"));
        });
    }

    @Test
    void shouldGiveExamplesThatFitTheirSchemas() {
        document.tree()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("examples")
                        .forEach(example -> assertFits(example, "#/components/schemas/" + schema.getKey())));
    }

    @Test
    void shouldGiveExamplesOfBodiesThatFitTheirSchemas() {
        for (Operation operation : all().toList()) {
            JsonNode json = operation.node().at("/requestBody/content/application~1json");
            if (json.has("example")) {
                assertFits(
                        json.path("example"), json.path("schema").path("$ref").asText());
            }
        }
    }

    @Test
    void shouldShowAnExampleOfEveryBodyInJson() {
        // When
        var without = all().flatMap(operation -> Stream.concat(
                                Stream.of(operation.node().path("requestBody")),
                                StreamSupport.stream(
                                        operation.node().path("responses").spliterator(), false))
                        .flatMap(body -> document.resolved(body).path("content").properties().stream())
                        .filter(content -> content.getKey().endsWith("json"))
                        .filter(content -> !hasExample(content.getValue()))
                        .map(content -> operation + " " + content.getValue().path("schema")))
                .toList();

        // Then
        assertThat(without).isEmpty();
    }

    /** Whether asked of us, or by us. */
    private Stream<Operation> all() {
        return Stream.of(document.operations(), document.webhooks()).flatMap(List::stream);
    }

    @Test
    void shouldGiveAnExampleOfEveryHeaderOfAWebhookThatFits() {
        assertThat(document.webhooks()).isNotEmpty().allSatisfy(webhook -> {
            assertThat(webhook.node().path("security")).isEmpty();
            assertThat(webhook.node().path("parameters")).isNotEmpty().allSatisfy(given -> {
                JsonNode parameter = document.resolved(given);
                assertThat(parameter.path("in").asText()).isEqualTo("header");
                JsonNode schema = parameter.path("schema");
                assertThat(schema.has("const")
                                || schema.at("/examples/0")
                                        .asText()
                                        .matches(schema.path("pattern").asText()))
                        .as(parameter.path("name").asText())
                        .isTrue();
            });
        });
    }

    private boolean hasExample(JsonNode content) {
        return content.has("example")
                || content.has("examples")
                || document.resolved(content.path("schema")).has("examples");
    }

    @Test
    void shouldShowProblemsAsTheyAre() {
        document.tree().at("/components/responses").properties().forEach(response -> {
            JsonNode content = response.getValue().at("/content/application~1problem+json");
            if (!content.isMissingNode()) {
                JsonNode example = content.path("example");
                var code = ProblemCode.valueOf(example.path("code").asText().toUpperCase(java.util.Locale.ROOT));
                assertThat(document.codes(response.getValue())).contains(code.wire());
                assertThat(example.path("title").asText()).isEqualTo(code.title());
                assertThat(example.path("status").asInt()).isEqualTo(code.status());
                assertFits(example, "#/components/schemas/Problem");
            }
        });
    }

    private void assertFits(JsonNode example, String ref) {
        ObjectNode root = (ObjectNode) document.tree().deepCopy();
        root.put("$ref", ref);
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
        assertThat(schema.validate(example)).as(ref).isEmpty();
    }

    private Set<String> parametersInPath(Operation operation) {
        JsonNode ofPath = document.tree().path("paths").path(operation.path()).path("parameters");
        return Stream.of(ofPath, operation.node().path("parameters"))
                .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
                .map(document::resolved)
                .filter(parameter -> parameter.path("in").asText().equals("path"))
                .map(parameter -> parameter.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static int statusOf(String code) {
        return ProblemCode.valueOf(code.toUpperCase(java.util.Locale.ROOT)).status();
    }

    private static Stream<String> names(JsonNode object) {
        return object.properties().stream().map(java.util.Map.Entry::getKey);
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }
}
