package io.roundtable.persistence.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of the dead letters as it was read.
 *
 * @param offset of the record
 * @param poison null where it is of a message, whose dead letters come from the events
 */
public record DeadRecord(
        long offset, Instant time, @Nullable Poison poison) {}
