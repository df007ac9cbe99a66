package io.roundtable.persistence.projection;

import io.roundtable.contract.Reply;

/**
 * A reply as it was read.
 *
 * @param offset of its record
 */
public record Outcome(long offset, Reply reply) {}
