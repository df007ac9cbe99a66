package io.roundtable.http.installation;

import org.jspecify.annotations.Nullable;

/** Attempts for webhooks that no courier has taken yet. */
@FunctionalInterface
public interface CourierBacklog {

    /** How many; null where Kafka doesn't say so in time. Blocks for at most two seconds. */
    @Nullable
    Long records();
}
