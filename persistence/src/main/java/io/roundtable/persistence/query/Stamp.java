package io.roundtable.persistence.query;

import java.time.Instant;

/**
 * When and by what a row came to be as it is.
 *
 * @param version of the aggregate: what {@code If-Match} names; a sandbox's health doesn't count in it
 * @param sequence of the last event that changed the row; for a message of the event that made it, its position
 */
public record Stamp(Instant createdAt, Instant updatedAt, long version, int partition, long sequence) {}
