package io.roundtable.persistence.query;

import io.roundtable.persistence.projection.Checkpoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint for whoever watches it.
 *
 * @param at the time of the last record that counts; null before the first
 */
public record CheckpointView(
        Checkpoint checkpoint, @Nullable Instant at) {}
