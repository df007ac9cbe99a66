package io.roundtable.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class NumberedBodyTest {
    private final NumberedBody body = NumberedBody.of("{\"text\":\"ü\",\"n\":\"" + RequestText.NUMBER + "\"}");

    @Test
    void shouldPutTheNumberInItsPlace() {
        assertThat(new String(body.numbered(0xbeef), StandardCharsets.UTF_8))
                .isEqualTo("{\"text\":\"ü\",\"n\":\"000000000000beef\"}");
    }

    @Test
    void shouldFindTheNumberAgain() {
        assertThat(body.number(body.numbered(123_456))).isEqualTo(123_456);
    }

    @Test
    void shouldRefuseATextWithoutAPlace() {
        assertThatThrownBy(() -> NumberedBody.of("{}")).isInstanceOf(IllegalArgumentException.class);
    }
}
