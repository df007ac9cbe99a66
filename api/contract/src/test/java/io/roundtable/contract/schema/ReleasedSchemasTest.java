package io.roundtable.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.RecordSchemas;
import io.roundtable.contract.wire.RecordTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * No schema that others rely on changes in a way that misleads them: such a change wants a new version of the type, whose
 * predecessor stays readable and keeps its schema. Nor do the headers, which no version saves.
 *
 * <p>With a release, and with each new type, {@code mvn -pl api/contract test -Dtest=ReleasedSchemasTest
 * -Droundtable.schemas=release} keeps today's as the ones to compare with, where nothing that has changed is breaking.
 */
final class ReleasedSchemasTest {

    private static final String MISSING = """
        others rely on what stands in the log from the first record on: keep what is missing, in the commit that brings the \
        type, by mvn -pl api/contract test -Dtest=ReleasedSchemasTest -Droundtable.schemas=release\
        """;

    @BeforeAll
    static void release() {
        if ("release".equals(System.getProperty("roundtable.schemas"))
                && changes().stream().noneMatch(Change::breaking)) {
            SchemaFiles.RELEASED.write(SchemaFiles.OURS.read());
            SchemaFiles.RELEASED_HEADERS.write(headers());
        }
    }

    @Test
    void shouldChangeNothingThatOthersRelyOn() {
        // When
        List<Change> changes = changes();

        // Then
        assertThat(changes.stream().filter(Change::breaking))
                .as("""
                    breaking changes want a new version of the type (.v2, see EventVersions), and headers never change so. \
                    All that has changed since the last release:
                    %s\
                    """, changes.stream().map(Change::toString).collect(Collectors.joining("\n")))
                .isEmpty();
    }

    @Test
    void shouldHaveASchemaToCompareWithOfEveryTypeThatThereIs() {
        assertThat(SchemaFiles.RELEASED.read().keySet()).as(MISSING).containsAll(RecordSchemas.types());
    }

    @Test
    void shouldHaveHeadersToCompareWithOfEveryTypeOnEveryTopic() {
        // Given
        Map<String, String> released = SchemaFiles.RELEASED_HEADERS.read();

        // Then
        assertThat(Topics.ALL).allSatisfy(topic -> {
            assertThat(released).as(MISSING).containsKey(topic);
            assertThat(SchemaFiles.tree(released.getOrDefault(topic, "{}")).path("properties").properties().stream()
                            .map(Map.Entry::getKey))
                    .as(MISSING)
                    .containsAll(RecordTypes.on(topic));
        });
    }

    @Test
    void shouldCatchATypeThatIsGoneAndListAllChanges() {
        // Given
        Map<String, String> released = SchemaFiles.RELEASED.read();
        var today = new TreeMap<>(released);
        today.remove("io.roundtable.message.sent.v1");
        today.computeIfPresent("io.roundtable.message.leased.v1", (_, text) -> text.replace("\"attempt\"", "\"try\""));

        // When
        List<Change> changes = changes(released, today).toList();

        // Then
        assertThat(changes.stream().map(Change::toString))
                .containsExactlyInAnyOrder(
                        "BREAKING io.roundtable.message.leased.v1.attempt: the field is gone",
                        "harmless io.roundtable.message.leased.v1.try: the field is new",
                        "BREAKING io.roundtable.message.leased.v1.try: it is required, and old records may lack it",
                        "BREAKING io.roundtable.message.sent.v1: it is gone, and the log has such records");
    }

    @Test
    void shouldCatchAHeaderThatIsGoneFromWhateverHasIt() {
        // Given
        Map<String, String> released = SchemaFiles.RELEASED_HEADERS.read();
        var today = new TreeMap<>(released);
        today.computeIfPresent(Topics.DELIVERIES, (_, text) -> text.replace("\"ce_actor\"", "\"ce_who\""));

        // When
        List<Change> changes = changes(released, today).toList();

        // Then
        assertThat(changes.stream().filter(Change::breaking).map(Change::toString))
                .contains(RecordTypes.on(Topics.DELIVERIES).stream()
                        .map(type -> "BREAKING roundtable.deliveries." + type + ".ce_actor: the field is gone")
                        .toArray(String[]::new));
    }

    private static List<Change> changes() {
        return Stream.concat(
                        changes(SchemaFiles.RELEASED.read(), SchemaFiles.OURS.read()),
                        changes(SchemaFiles.RELEASED_HEADERS.read(), headers()))
                .toList();
    }

    private static Stream<Change> changes(Map<String, String> released, Map<String, String> today) {
        var changes = new ArrayList<Change>();
        released.forEach((name, text) -> {
            String now = today.get(name);
            if (now == null) {
                changes.add(Change.breaking(name, "it is gone, and the log has such records"));
            } else {
                changes.addAll(Comparison.of(name, SchemaFiles.tree(text), SchemaFiles.tree(now)));
            }
        });
        return changes.stream();
    }

    /** By topic, as the document of the topics has them. */
    private static Map<String, String> headers() {
        return Topics.ALL.stream()
                .collect(Collectors.toMap(topic -> topic, topic -> SchemaFiles.text(TopicHeaders.on(topic))));
    }
}
