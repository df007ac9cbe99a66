package io.roundtable.runtime.command;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of the commands topic as it came. */
@SuppressWarnings("ArrayRecordComponent") // bytes from Kafka, never compared
record Incoming(
        int partition,
        long offset,
        Instant brokerTime,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {}
