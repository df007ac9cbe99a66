package io.roundtable.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Dependencies point one way: contract &lt;- engine &lt;- runtime -&gt; persistence -&gt; contract, contract &lt;- http -&gt;
 * persistence (queries and identity only), testkit -&gt; contract, app -&gt; everything, nobody -&gt; app.
 */
final class LayeringTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.roundtable");

    private static final List<String> MODULES =
            List.of("contract", "engine", "runtime", "persistence", "http", "embedded", "testkit", "app");

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "contract, ''",
        "engine, contract",
        "runtime, contract engine persistence",
        "persistence, contract",
        "http, contract persistence",
        "embedded, ''",
        "testkit, contract embedded",
        "app, contract engine runtime persistence http embedded"
    })
    void shouldPointOneWay(String module, String mayUse) {
        // Given
        var allowed =
                Stream.concat(Stream.of(module), Stream.of(mayUse.split(" "))).toList();
        var others = MODULES.stream()
                .filter(other -> !allowed.contains(other))
                .map(LayeringTest::inside)
                .toArray(String[]::new);

        // When
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(inside(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);

        // Then
        rule.check(OURS);
    }

    @Test
    void shouldLookAtEveryModule() {
        assertThat(MODULES)
                .allSatisfy(module -> assertThat(OURS.that(resideInAPackage(inside(module))))
                        .as(module)
                        .isNotEmpty());
        assertThat(OURS.that(not(resideInAnyPackage(
                        MODULES.stream().map(LayeringTest::inside).toArray(String[]::new)))))
                .as("classes of no known module")
                .isEmpty();
    }

    @Test
    void shouldFailWhereADependencyPointsTheOtherWay() {
        // Given
        ArchRule wrong = noClasses()
                .that()
                .resideInAPackage(inside("runtime"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inside("persistence"));

        // Then
        assertThatThrownBy(() -> wrong.check(OURS)).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldReadTheTablesByQueriesOnlyAndKnowVersionsAndAuditsWhereHttpDoes() {
        noClasses()
                .that()
                .resideInAPackage(inside("http"))
                .should()
                .dependOnClassesThat(resideInAPackage(inside("persistence"))
                        .and(not(resideInAnyPackage(
                                "io.roundtable.persistence",
                                "io.roundtable.persistence.query",
                                "io.roundtable.persistence.identity",
                                "io.roundtable.persistence.version",
                                "io.roundtable.persistence.audit"))))
                .check(OURS);
    }

    @Test
    void shouldKeepTheEnginePure() {
        classes()
                .that()
                .resideInAPackage(inside("engine"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", inside("engine"), inside("contract"))
                .check(OURS);
    }

    @Test
    void shouldKeepTheContractFreeOfFrameworks() {
        noClasses()
                .that()
                .resideInAPackage(inside("contract"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "org.jooq..", "org.apache.kafka.streams..", "jakarta..")
                .check(OURS);
    }

    private static String inside(String module) {
        return "io.roundtable." + module + "..";
    }
}
