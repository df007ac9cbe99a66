package io.roundtable.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * No schema that others rely on changes in a way that misleads them: such a change wants a new version of the type, whose
 * predecessor stays readable and keeps its schema.
 *
 * <p>With a release, {@code mvn -pl api/contract test -Dtest=ReleasedSchemasTest -Droundtable.schemas=release} keeps
 * today's schemas as the ones to compare with, where they have passed.
 */
final class ReleasedSchemasTest {

    @Test
    void shouldChangeNothingThatOthersRelyOn() {
        // When
        List<Change> changes = changes(SchemaFiles.RELEASED.read(), SchemaFiles.OURS.read());

        // Then
        assertThat(changes.stream().filter(Change::breaking))
                .as("""
                    breaking changes want a new version of the type (.v2, see EventVersions). All that has changed since \
                    the last release:
                    %s\
                    """, changes.stream().map(Change::toString).collect(Collectors.joining("\n")))
                .isEmpty();
    }

    @Test
    void shouldHaveSchemasToCompareWith() {
        assertThat(SchemaFiles.RELEASED.read()).hasSizeGreaterThanOrEqualTo(58);
    }

    @Test
    void shouldCatchATypeThatIsGoneAndListAllChanges() {
        // Given
        Map<String, String> released = SchemaFiles.RELEASED.read();
        var today = new TreeMap<>(released);
        today.remove("io.roundtable.message.sent.v1");
        today.computeIfPresent("io.roundtable.message.leased.v1", (_, text) -> text.replace("\"attempt\"", "\"try\""));

        // When
        List<Change> changes = changes(released, today);

        // Then
        assertThat(changes.stream().map(Change::toString))
                .containsExactlyInAnyOrder(
                        "BREAKING io.roundtable.message.leased.v1.attempt: the field is gone",
                        "harmless io.roundtable.message.leased.v1.try: the field is new",
                        "BREAKING io.roundtable.message.leased.v1.try: it is required, and old records may lack it",
                        "BREAKING io.roundtable.message.sent.v1: the type is gone, and the log has such records");
    }

    private static List<Change> changes(Map<String, String> released, Map<String, String> today) {
        var changes = new ArrayList<Change>();
        released.forEach((type, text) -> {
            String now = today.get(type);
            if (now == null) {
                changes.add(Change.breaking(type, "the type is gone, and the log has such records"));
            } else {
                changes.addAll(Comparison.of(type, SchemaFiles.tree(text), SchemaFiles.tree(now)));
            }
        });
        return changes;
    }

    @AfterAll
    static void release() {
        if ("release".equals(System.getProperty("roundtable.schemas"))
                && changes(SchemaFiles.RELEASED.read(), SchemaFiles.OURS.read()).stream()
                        .noneMatch(Change::breaking)) {
            SchemaFiles.RELEASED.write(SchemaFiles.OURS.read());
        }
    }
}
