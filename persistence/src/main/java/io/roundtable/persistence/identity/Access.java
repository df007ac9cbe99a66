package io.roundtable.persistence.identity;

import java.time.Instant;

/**
 * Whether and as what a user comes in.
 *
 * @param operator over the whole installation
 * @param changedAt when {@code active} or {@code operator} last changed; tokens issued before may say something else
 */
public record Access(boolean active, boolean operator, Instant changedAt) {}
