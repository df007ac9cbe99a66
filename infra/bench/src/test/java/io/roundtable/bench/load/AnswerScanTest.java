package io.roundtable.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerScanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\nX: y\r\n\r\n{\"a\"}",
                "HTTP/1.1 202 Accepted\r\ncontent-length:5\r\n\r\n\r\n\r\n1",
                "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
            })
    void shouldKnowWhereAnAnswerEndsAndNotBefore(String answer) {
        // Given
        var bytes = answer.getBytes(StandardCharsets.US_ASCII);

        // Then
        assertThat(AnswerScan.length(bytes, bytes.length)).isEqualTo(bytes.length);
        assertThat(IntStream.range(0, bytes.length))
                .allSatisfy(
                        filled -> assertThat(AnswerScan.length(bytes, filled)).isEqualTo(AnswerScan.INCOMPLETE));
    }

    @Test
    void shouldReadTheStatus() {
        assertThat(AnswerScan.status("HTTP/1.1 503 Service Unavailable".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(503);
    }
}
