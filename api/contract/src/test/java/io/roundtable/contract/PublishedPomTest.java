package io.roundtable.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What comes along with the jar that others build on. */
@EnabledIf("isBuiltByMaven")
final class PublishedPomTest {

    private static final Path POM = Path.of("target", "published-pom.xml");

    private final Document pom;

    PublishedPomTest() throws Exception {
        pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(POM.toFile());
    }

    static boolean isBuiltByMaven() {
        return Files.exists(POM);
    }

    @Test
    void shouldBringNothingButKafkasClientAndJackson() {
        assertThat(texts("dependency", "groupId"))
                .isNotEmpty()
                .allMatch(group -> group.equals("org.apache.kafka")
                        || group.startsWith("com.fasterxml.jackson.")
                        || group.equals("org.jspecify")); // annotations alone
        assertThat(texts("dependency", "artifactId")).contains("kafka-clients").doesNotContain("kafka-streams");
        assertThat(texts("dependency", "version")).hasSameSizeAs(texts("dependency", "groupId"));
    }

    @Test
    void shouldStandAlone() {
        assertThat(pom.getElementsByTagName("parent").getLength()).isZero();
        assertThat(pom.getElementsByTagName("repository").getLength()).isZero();
        assertThat(pom.getElementsByTagName("dependencyManagement").getLength()).isZero();
    }

    @Test
    void shouldSayWhatItIs() {
        assertThat(texts("project", "name")).contains("Roundtable contract");
        assertThat(texts("project", "description")).anyMatch(text -> text.contains("consumers"));
    }

    private List<String> texts(String parent, String child) {
        var parents = pom.getElementsByTagName(parent);
        return IntStream.range(0, parents.getLength())
                .mapToObj(i -> ((Element) parents.item(i)).getElementsByTagName(child))
                .filter(found -> found.getLength() > 0)
                .map(found -> found.item(0).getTextContent())
                .toList();
    }
}
