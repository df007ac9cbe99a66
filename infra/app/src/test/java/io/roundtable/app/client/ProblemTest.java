package io.roundtable.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProblemTest {
    @Test
    void shouldTellAProblemOnOneLine() {
        // Given
        var body = """
            {"type":"/problems/invalid_body","title":"Bad","status":400,"detail":"Two\\nfaults","code":"invalid_body",
             "violations":[{"field":"name","message":"is required"},{"field":"","message":"x"}],"trace_id":"abc"}\
            """;

        // When
        var line = Problem.of(response(400, body)).line();

        // Then
        assertThat(line).isEqualTo("Two faults (400 invalid_body): name is required; body x [trace abc]");
    }

    @Test
    void shouldSayWhatToDo() {
        // When
        var line = Problem.of(response(401, "{\"status\":401,\"code\":\"unauthorized\"}"))
                .line();

        // Then
        assertThat(line).isEqualTo("no reason given (401 unauthorized); log in again: roundtable login");
    }

    @Test
    void shouldBearAnAnswerThatIsNoProblem() {
        // When
        var line = Problem.of(response(502, "<html>Bad gateway</html>")).line();

        // Then
        assertThat(line).isEqualTo("HTTP status 502 (502 unknown); the server's log tells more");
    }

    private static ApiResponse response(int status, String body) {
        return new ApiResponse(status, HttpHeaders.of(Map.of(), (a, b) -> true), body.getBytes(StandardCharsets.UTF_8));
    }
}
