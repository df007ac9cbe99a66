package io.roundtable.runtime.log;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What is committed on the topics. */
public interface Log {

    /** Most records that one call hands over. */
    int MAX_AT_ONCE = 2_000;

    /**
     * Reads on.
     *
     * @param end where to stop; not past what is committed
     * @return where to read on
     * @throws KafkaException where it can't be read within 10 s
     */
    long read(TopicPartition partition, long from, long end, Consumer<ConsumerRecord<byte[], byte[]>> each);
}
