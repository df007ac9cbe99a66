package io.roundtable.http.webhook;

import io.roundtable.contract.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events are to be sent again.
 *
 * @param since time of the first
 * @param until time of the last, by default now
 */
record ReplayGiven(@Nullable Instant since, @Nullable Instant until) {

    ReplayGiven {
        new Check().required("since", since).done();
    }
}
