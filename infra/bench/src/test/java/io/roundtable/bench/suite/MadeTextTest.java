package io.roundtable.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

final class MadeTextTest {
    private static final int LENGTH = 16 * 1024;

    private static double compressed(String text) {
        try (var deflater = new Deflater()) {
            deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
            deflater.finish();
            return (double) deflater.deflate(new byte[2 * LENGTH]) / LENGTH;
        }
    }

    @Test
    void shouldBeAsLongAsAskedForInBytes() {
        assertThat(new MadeText(1).ofWords(400).getBytes(StandardCharsets.UTF_8))
                .hasSize(400);
        assertThat(new MadeText(1).atRandom(400).getBytes(StandardCharsets.UTF_8))
                .hasSize(400);
    }

    @Test
    void shouldCompressLikeEnglish() {
        assertThat(compressed(new MadeText(1).ofWords(LENGTH))).isBetween(0.38, 0.52);
    }

    @Test
    void shouldHardlyCompressWhatIsAtRandom() {
        assertThat(compressed(new MadeText(1).atRandom(LENGTH))).isGreaterThan(0.73);
    }

    @Test
    void shouldSaySomethingElseEachTimeAndTheSameFromTheSameSeed() {
        // Given
        var text = new MadeText(1);

        // Then
        assertThat(text.ofWords(400)).isNotEqualTo(text.ofWords(400));
        assertThat(new MadeText(1).ofWords(400)).isEqualTo(new MadeText(1).ofWords(400));
    }
}
