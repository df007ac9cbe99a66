package io.roundtable.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class EmbeddedIsolationTest {
    @Test
    void shouldKnowTheEmbeddedStackInOneClassOnly() {
        // Given
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.roundtable.app");

        // When
        var rule = noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.roundtable.app.dev.EmbeddedStack")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.roundtable.embedded..", "kafka..", "io.zonky..");

        // Then
        rule.check(classes);
    }
}
