package io.roundtable.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SuitesTest {
    private static List<String> names(List<Suite> suites) {
        return suites.stream().map(Suite::name).toList();
    }

    @Test
    void shouldTakeAllButTheGuardWhereNoneIsNamed() {
        assertThat(names(Suites.named(List.of())))
                .contains("append", "decide", "deliver", "rebuild", "read", "start")
                .doesNotContain("smoke")
                .isEqualTo(names(Suites.named(List.of("all"))));
    }

    @Test
    void shouldPutSuitesInTheOrderInWhichOneBearsWhatAnotherLeaves() {
        assertThat(names(Suites.named(List.of("append", "smoke", "rebuild", "append"))))
                .containsExactly("rebuild", "append", "smoke");
    }

    @Test
    void shouldRefuseANameThatNoSuiteHas() {
        assertThatThrownBy(() -> Suites.named(List.of("append", "apend")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apend")
                .hasMessageContaining("rebuild");
    }

    @Test
    void shouldMeasureBrieflyAtLeastWhatAQuickLookPromises() {
        assertThat(Suites.all().stream()
                        .filter(suite -> suite.brief().isPresent())
                        .map(Suite::name))
                .contains("append", "decide", "deliver", "rebuild", "read", "start");
    }
}
