package io.roundtable.http.webhook;

import io.roundtable.contract.Check;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook's secret is to be changed.
 *
 * @param overlapSeconds for how long the one before signs beside it, 0 to 604,800, by default a day
 */
record RotationGiven(@Nullable Integer overlapSeconds) {

    private static final Duration DEFAULT = Duration.ofDays(1);

    RotationGiven {
        new Check().range("overlap_seconds", overlapSeconds, 0, 604_800).done();
    }

    Duration overlap() {
        return overlapSeconds == null ? DEFAULT : Duration.ofSeconds(overlapSeconds);
    }
}
