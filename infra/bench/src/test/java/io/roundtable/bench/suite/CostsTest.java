package io.roundtable.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.suite.Costs.Growth;
import io.roundtable.bench.suite.Costs.Round;
import io.roundtable.bench.suite.Costs.Weight;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CostsTest {
    private static final Growth GROWTH = new Growth("workspaces", 10, 1_000);

    private static Costs costs(double p50, double cpu, double store) {
        return new Costs(Map.of(Operation.SEND, List.of(new Round(p50, cpu))), new Weight(store, 30, 50));
    }

    private static Figure figure(List<Figure> figures, String end) {
        return figures.stream()
                .filter(figure -> figure.name().metric().endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldCompareCostsOfBothSizesAndNameThem() {
        // When
        var figures = costs(6, 1_200, 80).figures(GROWTH, costs(4, 1_000, 40));

        // Then
        var latency = figure(figures, "send, p50");
        assertThat(latency.name().key()).isEqualTo("scale: 10 to 1,000 workspaces: send, p50");
        assertThat(latency.ratio()).contains(1.5);
        assertThat(latency.isMet()).contains(false);
        var cpu = figure(figures, "send, CPU of API, engine and broker");
        assertThat(cpu.ratio()).contains(1.2);
        assertThat(cpu.isMet()).contains(true);
    }

    @Test
    void shouldJudgeNothingByWhatIsKept() {
        // When
        var figures = costs(4, 1_000, 80).figures(GROWTH, costs(4, 1_000, 40));

        // Then
        var store = figure(figures, "engine's store on disk");
        assertThat(store.ratio()).contains(2.0);
        assertThat(store.goal()).isEqualTo(new Goal.None());
        assertThat(figures.stream().filter(figure -> figure.unit().equals("MB")))
                .hasSize(3);
    }

    @Test
    void shouldGoRoundRoomsAtEvenDistancesWhereThereAreMany() {
        // Given
        var all = IntStream.range(0, 100_000).boxed().toList();

        // Then
        assertThat(Scene.sample(all, 4)).containsExactly(0, 25_000, 50_000, 75_000);
        assertThat(Scene.sample(all.subList(0, 3), 4)).containsExactly(0, 1, 2);
    }
}
