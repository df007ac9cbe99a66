package io.roundtable.engine.sandbox;

import io.roundtable.contract.sandbox.Health;
import io.roundtable.engine.Row.BeatRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What silence means: degraded after 60 s without a heartbeat, unhealthy after 180 s. */
final class Silence {

    static final Duration DEGRADED_AFTER = Duration.ofMinutes(1);
    static final Duration UNHEALTHY_AFTER = Duration.ofMinutes(3);

    private Silence() {}

    /** When health that was right at a heartbeat stops being so unless another comes; null where it can't get worse. */
    static @Nullable Instant nextCheck(Instant heartbeat, Health health) {
        Instant at = heartbeat.truncatedTo(ChronoUnit.MILLIS);
        return switch (health) {
            case HEALTHY -> at.plus(DEGRADED_AFTER);
            case DEGRADED -> at.plus(UNHEALTHY_AFTER);
            case UNKNOWN, UNHEALTHY -> null;
        };
    }

    /** The health of who has been silent since a heartbeat; what it said of itself then holds as long as it can. */
    static Health after(BeatRow beat, Instant time) {
        if (!time.isBefore(beat.at().plus(UNHEALTHY_AFTER))) {
            return Health.UNHEALTHY;
        }
        return time.isBefore(beat.at().plus(DEGRADED_AFTER)) ? beat.health() : Health.DEGRADED;
    }
}
