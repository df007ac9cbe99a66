package io.roundtable.runtime.command;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.StreamsBasics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How the engine's Streams application is set up; what stands here an operator can't set. */
final class EngineProperties {

    /** As long as the longest commit interval, and longer than a broker's leadership takes to move. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    /** The longest that a thread without new records waits before it looks what else there is to do. */
    private static final long MAX_POLL_MS = 100;

    private EngineProperties() {}

    /** @param replicas of the changelogs that are still to be made */
    static Properties of(EngineSettings settings, int replicas) {
        long commitMillis = settings.tuning().commitInterval().toMillis();
        Properties properties = StreamsBasics.of(
                settings.kafka(),
                Engine.APPLICATION_ID,
                "engine-" + settings.instance(),
                settings.stateDirectory(),
                settings.tuning().threads());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // the longest; the pace asks for most commits before that
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Math.max(commitMillis, CommitPace.LONGEST.toMillis()));
        // the consumer waits for less where its thread is to commit before that
        properties.put(
                StreamsConfig.POLL_MS_CONFIG, Math.min(settings.timerInterval().toMillis(), MAX_POLL_MS));
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas);
        // what a partition's state says comes first; this is for whom it says nothing yet
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        producers(properties);
        return properties;
    }

    private static void producers(Properties properties) {
        // a small retry back-off on the broker's side needs one here, else commits have tails of 100 ms
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        // nobody sees a record before its commit, which sends what is left: until then they gather
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), (int) CommitPace.LONGEST.toMillis());
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_DEAD_LETTER_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
    }
}
