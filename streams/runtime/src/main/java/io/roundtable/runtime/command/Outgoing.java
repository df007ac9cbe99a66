package io.roundtable.runtime.command;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to a sink. It knows its partition: task p writes partition p of every topic, so that a workspace
 * has one writer.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes for Kafka, never compared
record Outgoing(int partition, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

    /** Takes the bytes out. */
    static final class Bytes implements Serializer<Outgoing> {
        @Override
        public byte @Nullable [] serialize(String topic, Outgoing outgoing) {
            return outgoing.value();
        }
    }

    /** Goes where the record says. */
    static final class Partitioner implements StreamPartitioner<byte[], Outgoing> {
        @Override
        public Optional<Set<Integer>> partitions(String topic, byte[] key, Outgoing value, int partitions) {
            return Optional.of(Set.of(value.partition()));
        }
    }
}
