package io.roundtable.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FigureTest {
    private static final Name NAME = new Name("append", "64 connections");

    private static Figure figure(Goal goal) {
        return new Figure(NAME, "req/s", Sample.of(30, 20, 40), new Beside("limit", Sample.of(60, 50, 50)), goal);
    }

    @Test
    void shouldJudgeByTheRatioWhereTheGoalIsOne() {
        assertThat(figure(new Goal.RatioAtLeast(0.5)).isMet()).contains(true);
        assertThat(figure(new Goal.RatioAtLeast(0.51)).isMet()).contains(false);
        assertThat(figure(new Goal.RatioAtMost(0.5)).isMet()).contains(true);
        assertThat(figure(new Goal.RatioAtMost(0.49)).isMet()).contains(false);
    }

    @Test
    void shouldJudgeByTheMedianWhereTheGoalIsAFigure() {
        assertThat(figure(new Goal.AtLeast(30)).isMet()).contains(true);
        assertThat(figure(new Goal.AtLeast(31)).isMet()).contains(false);
        assertThat(figure(new Goal.AtMost(30)).isMet()).contains(true);
        assertThat(figure(new Goal.AtMost(29)).isMet()).contains(false);
    }

    @Test
    void shouldJudgeNothingWhereThereIsNothingToJudgeBy() {
        assertThat(figure(new Goal.None()).isMet()).isEmpty();
        assertThat(Figure.alone(NAME, "s", Sample.of(1), new Goal.RatioAtLeast(0.5))
                        .isMet())
                .isEmpty();
    }

    @Test
    void shouldTellNoRatioToNothing() {
        // Given
        var figure =
                new Figure(NAME, "s", Sample.of(0, 2), new Beside("limit", Sample.of(0, 0)), new Goal.RatioAtMost(0.5));

        // Then
        assertThat(figure.ratio()).isEmpty();
        assertThat(figure.isMet()).isEmpty();
        assertThat(figure.json()).containsEntry("beside_value", 0.0).containsEntry("ratio", null);
    }

    @Test
    void shouldTellProgramsAllFigures() {
        // When
        var json = figure(new Goal.RatioAtLeast(0.6)).json();

        // Then
        assertThat(json)
                .containsEntry("suite", "append")
                .containsEntry("metric", "64 connections")
                .containsEntry("value", 30.0)
                .containsEntry("unit", "req/s")
                .containsEntry("rounds", List.of(30.0, 20.0, 40.0))
                .containsEntry("beside", "limit")
                .containsEntry("beside_value", 50.0)
                .containsEntry("ratio", 0.5)
                .containsEntry("goal", "ratio >= 0.60")
                .containsEntry("met", false);
    }

    @Test
    void shouldTellProgramsTheSameMembersOfEachFigureAndNullWhereOneDoesNotApply() throws JsonProcessingException {
        // When
        var line = new JsonMapper()
                .writeValueAsString(Figure.alone(NAME, "s", Sample.of(1, 3), new Goal.None())
                        .json());

        // Then
        assertThat(line).isEqualTo("""
            {"suite":"append","metric":"64 connections","value":2.0,"unit":"s","beside":null,"ratio":null,\
            "goal":null,"met":null,"spread":[1.0,3.0],"rounds":[1.0,3.0]}\
            """);
    }

    @Test
    void shouldShowPeopleWhatIsNotMet() {
        // When
        var table = Table.of(List.of(figure(new Goal.RatioAtLeast(0.6))));

        // Then
        assertThat(table.lines()).hasSize(2);
        assertThat(table.lines().toList().getLast())
                .contains("64 connections", "30.0", "20.0..40.0", "limit", "50.0", "0.50", "ratio >= 0.60")
                .endsWith("NO");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"12345.6 | 12,346", "123.4 | 123", "12.34 | 12.3", "1.234 | 1.23", "0 | 0.00"})
    void shouldShowThreeDigits(double value, String shown) {
        assertThat(Table.number(value)).isEqualTo(shown);
    }
}
