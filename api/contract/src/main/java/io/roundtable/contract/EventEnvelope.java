package io.roundtable.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event with its place in the log.
 *
 * @param id a function of command id and index, so that deciding again gives the same
 * @param sequence dense within the partition, from 1
 * @param time the command's
 * @param actor who gave the command
 * @param cause the command's id and its offset on the commands topic
 * @param correlationId what the command belongs to
 */
public record EventEnvelope(
        String id,
        long sequence,
        Instant time,
        Principal actor,
        Cause cause,
        @Nullable String correlationId,
        @Nullable String traceparent,
        Event event) {

    /** The command that an event comes from. */
    public record Cause(CommandId commandId, long commandOffset) {}
}
