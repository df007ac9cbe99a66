package io.roundtable.runtime.projection;

import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.StretchWriter;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What makes rows of one topic.
 *
 * @param <T> what its records are read as
 */
interface Follower<T> extends StretchWriter<T> {

    String topic();

    /** Where a partition's rows are as of; the truth about where reading goes on. */
    Checkpoint open(int partition);

    /** Whether records before the log's start may be missing, since the topic keeps them for a while only. */
    boolean toleratesLostStart();

    /** Where it ends in a partition: records from this offset on aren't wanted. It may grow. */
    default long end(int partition) {
        return Long.MAX_VALUE;
    }

    /** Whether a record was written by the engine; others are passed over, their bytes kept. */
    boolean isOurs(Headers headers);

    /** @throws io.roundtable.contract.wire.MalformedRecord where the record can't be read */
    T read(long offset, Record<byte[], byte[]> entry);
}
