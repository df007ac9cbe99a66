package io.roundtable.http.deadletter;

import io.roundtable.contract.Check;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a discard. */
record DiscardGiven(@Nullable String reason) {

    DiscardGiven {
        new Check().required("reason", reason).text("reason", reason, 1, 1_000).done();
    }

    String why() {
        return Objects.requireNonNull(reason);
    }
}
