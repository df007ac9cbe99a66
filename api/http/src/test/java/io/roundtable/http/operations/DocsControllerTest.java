package io.roundtable.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocsControllerTest {

    private static final DocsServer SERVER = new DocsServer();

    private static final List<String> OF_OURS = List.of("/docs", "/docs/docs.js", "/docs/docs.css");

    private static final Pattern IN_PAGES = Pattern.compile("(?:src|href)=\"([^\"]*)\"");
    private static final Pattern IN_STYLES = Pattern.compile("(?:url\\(|@import)\\s*[\"']?([^\"')]*)");
    private static final Pattern ABSOLUTE = Pattern.compile("(?:https?:)?//");

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void shouldLeadFromTheRootToTheDocs() {
        // When
        var answer = SERVER.get("/");

        // Then
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "Location")).isEqualTo("/docs");
    }

    @Test
    void shouldServeTheDocument() {
        // When
        var answer = SERVER.get("/openapi.yaml");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).startsWith("application/yaml");
        assertThat(answer.body()).isEqualTo(OpenApiDocument.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/problems", "/problems/internal"})
    void shouldHoldInItsPagesOnlyWhatIsThere(String page) {
        // When
        var links = matches(IN_PAGES, SERVER.get(page).body());

        // Then
        assertThat(links).isNotEmpty().allSatisfy(link -> {
            assertThat(link).startsWith("/").doesNotStartWith("//");
            assertThat(SERVER.get(link).statusCode()).as(link).isEqualTo(200);
        });
    }

    @Test
    void shouldNameNoOtherHostInWhatIsOurs() {
        assertThat(OF_OURS)
                .allSatisfy(path -> assertThat(SERVER.get(path).body()).doesNotContainPattern(ABSOLUTE.pattern()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/swagger-ui.css", "/docs/docs.css"})
    void shouldFetchNothingByItsStyles(String path) {
        assertThat(matches(IN_STYLES, SERVER.get(path).body())).allMatch(url -> url.startsWith("data:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/swagger-ui-bundle.js", "/docs/docs.js", "/problems", "/openapi.yaml"})
    void shouldForbidTheBrowserEveryOtherHost(String path) {
        // When
        String policy = header(SERVER.get(path), "Content-Security-Policy");

        // Then
        assertThat(policy).startsWith("default-src 'self';").doesNotContain("http", "*", "unsafe-eval");
        assertThat(Stream.of("script-src", "connect-src", "font-src", "frame-src"))
                .noneMatch(policy::contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs",
                "/docs/swagger-ui.css",
                "/docs/favicon.svg",
                "/openapi.yaml",
                "/problems/internal",
                "/schemas/io.roundtable.message.sent.v1"
            })
    void shouldSendAFileOnlyToWhomDoesNotHaveIt(String path) {
        // Given
        var first = SERVER.get(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "Cache-Control")).startsWith("public");

        // When
        var second = SERVER.get(path, "If-None-Match", header(first, "ETag"));

        // Then
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(header(second, "ETag")).isEqualTo(header(first, "ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/swagger-ui.js", "/docs/index.html", "/docs/..%2Fopenapi%2Finfo.yaml", "/docs/a/b"})
    void shouldServeNothingElseOfTheJar(String path) {
        // When
        var answer = SERVER.get(path);

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"not_found\"");
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
