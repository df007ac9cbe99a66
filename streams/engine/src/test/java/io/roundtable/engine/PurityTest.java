package io.roundtable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class PurityTest {

    /** Whatever would make deciding the same log again give something else, or touch the world outside. */
    private static final Pattern IMPURE = Pattern.compile(
            "org\\.apache\\.kafka|\\.now\\(|Clock|Random|randomUUID|System\\.|Thread"
                + "|java\\.io\\.|java\\.nio\\.file|java\\.net|java\\.sql|slf4j|java\\.lang\\.System|java\\.util\\.logging|HashMap|HashSet");

    @Test
    void shouldKnowNoClockNoRandomNoLogAndNoWorldOutside() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(path -> path.toString().endsWith(".java")))
                    .hasSizeGreaterThan(20)
                    .allSatisfy(path -> assertThat(text(path)).doesNotContainPattern(IMPURE));
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
