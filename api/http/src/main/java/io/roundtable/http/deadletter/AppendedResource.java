package io.roundtable.http.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where a record's bytes were appended again, or would be.
 *
 * @param offset null in a dry run
 * @param deadLetter the record, with its bytes in a dry run
 */
@JsonInclude
record AppendedResource(
        boolean dryRun,
        String topic,
        int partition,
        @Nullable Long offset,
        PoisonResource deadLetter) {}
