package io.roundtable.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedTest {
    @TempDir
    private Path directory;

    private static List<Figure> ratio(double ratio) {
        return List.of(new Figure(
                new Name("append", "64 connections"),
                "req/s",
                Sample.of(ratio * 100),
                new Beside("limit", Sample.of(100)),
                new Goal.None()));
    }

    @Test
    void shouldNoticeARatioThatHasHalvedAndNothingLess() {
        // Given
        var recorded = Recorded.of(ratio(0.6));

        // Then
        assertThat(recorded.falls(ratio(0.31))).isEmpty();
        assertThat(recorded.falls(ratio(0.29)))
                .containsExactly("append: 64 connections: 0.29, less than half of the 0.60 that is recorded");
    }

    @Test
    void shouldNoticeWhatIsNotMeasuredAnyMore() {
        assertThat(Recorded.of(ratio(0.6)).falls(List.of()))
                .containsExactly("append: 64 connections: recorded, but not measured");
    }

    @Test
    void shouldSayNothingOfWhatIsNew() {
        assertThat(Recorded.of(List.of()).falls(ratio(0.01))).isEmpty();
    }

    @Test
    void shouldReadWhatItHasWritten() throws IOException {
        // Given
        var file = directory.resolve("recorded.json");

        // When
        Recorded.of(ratio(0.625)).write(file);

        // Then
        assertThat(Recorded.read(file).ratios()).containsOnlyKeys("append: 64 connections");
        assertThat(Recorded.read(file)).isEqualTo(Recorded.of(ratio(0.625)));
    }

    @Test
    void shouldNotTakeAnythingElseForRecordedRatios() throws IOException {
        // Given
        var file = Files.writeString(directory.resolve("recorded.json"), "{\"append\": \"fast\"}");

        // Then
        assertThatThrownBy(() -> Recorded.read(file)).isInstanceOf(IOException.class);
    }
}
