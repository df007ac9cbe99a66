package io.roundtable.runtime.burial;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.StreamsBasics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How the burials' Streams application is set up; what stands here an operator can't set. */
final class BurialProperties {

    /** After a crash readers of the dead letters wait no longer than this. */
    static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private static final int COMMIT_INTERVAL_MS = 500;

    /** Or what has come within {@link ConsumerConfig#DEFAULT_FETCH_MAX_WAIT_MS}, half a second. */
    private static final int FETCH_MIN_BYTES = 1024 * 1024;

    private BurialProperties() {}

    static Properties of(BurialSettings settings) {
        Properties properties = StreamsBasics.of(
                settings.kafka(),
                Burials.APPLICATION_ID,
                "burials-" + settings.instance(),
                settings.stateDirectory(),
                1);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        // nobody waits for a burial, and every commit of the engine would be worth an answer
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), FETCH_MIN_BYTES);
        // with its offsets gone it writes again what it wrote, under the same ids: better than not at all
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_DEAD_LETTER_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        return properties;
    }
}
