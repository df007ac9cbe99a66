package io.roundtable.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.suite.Plan;
import io.roundtable.bench.suite.Run;
import io.roundtable.bench.suite.Suite;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class SessionTest {
    private static final Plan PLAN = new Plan(1, 1, 1_000);
    private static final Figure FIGURE = Figure.alone(new Name("good", "time"), "s", Sample.of(3), new Goal.AtMost(2));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Session session = new Session(
            new Output.JsonLines(new PrintStream(out, true, StandardCharsets.UTF_8)),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    /** Measures nothing, and finds what it is told to. */
    private record Made(String name, Supplier<List<Figure>> found) implements Suite {
        @Override
        public String measures() {
            return "nothing";
        }

        @Override
        public List<Figure> measure(Run run) {
            return found.get();
        }
    }

    /** Without an installation. */
    private record Bare() implements Stage {
        @Override
        public List<Figure> measure(Suite suite, Plan plan) {
            return ((Made) suite).found().get();
        }

        @Override
        public void close() {}
    }

    private void measure(boolean isJudged, Supplier<List<Figure>> found) throws Exception {
        session.measure(new Bare(), new Made("good", found), PLAN, isJudged);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void shouldSayWhatASuiteHasFoundAsSoonAsItHas() throws Exception {
        // When
        measure(true, () -> List.of(FIGURE));

        // Then
        assertThat(lines()).singleElement().asString().contains("\"goal\":\"<= 2\",\"met\":false");
        assertThat(session.figures()).containsExactly(FIGURE);
    }

    @Test
    void shouldLeaveOutGoalsThatABriefLookCanNotJudge() throws Exception {
        // When
        measure(false, () -> List.of(FIGURE));

        // Then
        assertThat(lines()).singleElement().asString().contains("\"value\":3.0", "\"goal\":null,\"met\":null");
    }

    @Test
    void shouldGoOnWhereASuiteCouldNotMeasureAndKeepWhy() throws Exception {
        // When
        measure(true, () -> {
            throw new BenchFailure("nobody is there");
        });
        measure(true, () -> List.of(FIGURE));

        // Then
        assertThat(session.failures()).containsExactly("good could not be measured: nobody is there");
        assertThat(session.figures()).containsExactly(FIGURE);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void shouldTellProgramsOfTheMachineInALineOfItsOwn() {
        // When
        new Output.JsonLines(new PrintStream(out, true, StandardCharsets.UTF_8)).machine(Map.of("cores", 2));

        // Then
        assertThat(lines()).containsExactly("{\"machine\":{\"cores\":2}}");
    }
}
