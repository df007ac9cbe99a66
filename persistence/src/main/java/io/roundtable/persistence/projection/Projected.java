package io.roundtable.persistence.projection;

import io.roundtable.contract.EventEnvelope;

/**
 * An event as it was read.
 *
 * @param offset of its record
 */
public record Projected(long offset, EventEnvelope envelope) {}
