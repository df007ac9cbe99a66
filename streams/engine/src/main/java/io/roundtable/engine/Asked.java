package io.roundtable.engine;

import io.roundtable.contract.Command;
import io.roundtable.contract.Principal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A command at the moment of its decision.
 *
 * @param time the broker's, so in whole milliseconds; never less than that of the command before in the partition
 * @param seed for whatever randomness the decision needs
 * @param expectedVersion the aggregate's version that the client has seen
 */
public record Asked<C extends Command>(
        C command,
        Principal principal,
        Instant time,
        long seed,
        @Nullable Long expectedVersion) {

    public Asked {
        // due times are keys of rows, which hold milliseconds: row and key must agree
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The same question about the command as its own type. */
    public <D extends Command> Asked<D> about(D narrower) {
        return new Asked<>(narrower, principal, time, seed, expectedVersion);
    }
}
