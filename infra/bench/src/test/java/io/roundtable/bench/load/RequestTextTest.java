package io.roundtable.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RequestTextTest {

    @Test
    void shouldPutTheNumberWhereItsPlaceIs() {
        // Given
        var text = RequestText.of("POST /x HTTP/1.1\r\nIdempotency-Key: ü-" + RequestText.NUMBER + "\r\n", "{}");

        // When
        var request = new String(text.numbered(0xbeef), StandardCharsets.UTF_8);

        // Then
        assertThat(request)
                .isEqualTo("POST /x HTTP/1.1\r\nIdempotency-Key: ü-000000000000beef\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(new String(text.numbered(1), StandardCharsets.UTF_8)).contains("ü-0000000000000001\r\n");
    }

    @Test
    void shouldPutTheNumberIntoEachPlace() {
        // Given
        var text = RequestText.of("Key: " + RequestText.NUMBER + "\r\n", "ü" + RequestText.NUMBER);

        // Then
        assertThat(new String(text.numbered(7), StandardCharsets.UTF_8))
                .startsWith("Key: 0000000000000007\r\n")
                .endsWith("ü0000000000000007");
    }

    @Test
    void shouldCountTheBodyInBytes() {
        assertThat(new String(RequestText.of("GET / HTTP/1.1\r\n", "ü").numbered(1), StandardCharsets.UTF_8))
                .contains("Content-Length: 2\r\n");
    }
}
