package io.roundtable.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class WarmUpTest {

    private int rounds;

    private static Run run(Plan plan) {
        var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Run(
                Path.of("nowhere"),
                () -> {
                    throw new AssertionError("nothing is installed");
                },
                plan,
                silence,
                _ -> {});
    }

    @Test
    void shouldGoOnAsLongAsItGetsFaster() throws IOException {
        // When
        WarmUp.run(run(new Plan(10, 3, 1_000)), "a load", () -> Math.min(1_000, 100 * ++rounds));

        // Then
        assertThat(rounds).isEqualTo(13);
    }

    @Test
    void shouldEndThoughRoundsDiffer() throws IOException {
        // When
        WarmUp.run(run(new Plan(10, 3, 1_000)), "a load", () -> 1_000 + 40 * (++rounds % 2));

        // Then
        assertThat(rounds).isEqualTo(4);
    }

    @Test
    void shouldEndThoughItGetsFasterForEver() throws IOException {
        // When
        WarmUp.run(run(new Plan(10, 3, 1_000)), "a load", () -> Math.pow(2, ++rounds));

        // Then
        assertThat(rounds).isEqualTo(WarmUp.MOST_ROUNDS);
    }

    @Test
    void shouldBeShortWhereLittleTimeIsWanted() throws IOException {
        // When
        WarmUp.run(run(Plan.BRIEF), "a load", () -> Math.pow(2, ++rounds));

        // Then
        assertThat(rounds).isEqualTo(WarmUp.BRIEF_ROUNDS);
    }
}
