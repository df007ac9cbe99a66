package io.roundtable.http.webhook;

import io.roundtable.contract.Check;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an event that was given up isn't to be sent any more.
 *
 * @param reason 1 to 1,000 characters
 */
record DiscardGiven(@Nullable String reason) {

    DiscardGiven {
        new Check().required("reason", reason).text("reason", reason, 1, 1_000).done();
    }

    String why() {
        return Objects.requireNonNull(reason);
    }
}
