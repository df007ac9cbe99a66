package io.roundtable.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.roundtable.contract.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class IdsTest {

    private static final Instant SOME_DAY = Instant.parse("2026-11-20T00:00:00Z");

    static Stream<Instant> twoWeeksByTheHour() {
        return Stream.iterate(SOME_DAY, hour -> hour.plus(Duration.ofHours(1))).limit(14 * 24);
    }

    @ParameterizedTest
    @MethodSource("twoWeeksByTheHour")
    void shouldTellWhenAnIdWasMade(Instant made) {
        assertThat(Ids.madeAt(commandOf(UuidCreator.getTimeOrderedEpoch(made)))).contains(made);
    }

    @Test
    void shouldNotTakeAnotherVersionOfUuidForATime() {
        assertThat(Ids.madeAt(commandOf(UUID.fromString("018f2f2a-0000-4000-8000-000000000000"))))
                .isEmpty();
    }

    @Test
    void shouldNotTakeWhatACallerMadeUpForATime() {
        assertThat(Ids.madeAt(new CommandId("cmd_" + "mine".repeat(3)))).isEmpty();
        assertThat(Ids.madeAt(new CommandId("cmd_" + "u".repeat(26)))).isEmpty();
    }

    private static CommandId commandOf(UUID uuid) {
        return new CommandId(CommandId.PREFIX + Ids.encode(uuid));
    }
}
