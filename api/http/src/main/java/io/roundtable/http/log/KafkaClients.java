package io.roundtable.http.log;

import static java.util.Map.entry;

import io.roundtable.contract.Topics;
import io.roundtable.http.HttpSettings;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of the HTTP side, with the settings that its promises rest on. */
@Singleton
public final class KafkaClients {

    /** For ever, as far as metadata is concerned: a topic that was quiet for a while must not cost a refresh. */
    private static final int NEVER = Integer.MAX_VALUE;

    private static final int READER_BYTES = 512 * 1024;

    /** How much of a partition's commands goes in one request; of what is larger, one command. */
    private static final int BATCH_BYTES = 32 * 1024;

    private final HttpSettings settings;

    KafkaClients(HttpSettings settings) {
        this.settings = settings;
    }

    /** A client for what is asked once, at start. */
    public Admin admin() {
        return Admin.create(settings.kafka().with(Map.of()));
    }

    /**
     * The one producer of commands. A send never keeps an event loop waiting: where no room is left it fails at once, and
     * the client is told to come back. So whoever makes it waits for the topic before the first send.
     */
    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                settings.kafka()
                        .producing(Map.ofEntries(
                                entry(ProducerConfig.CLIENT_ID_CONFIG, "roundtable-api"),
                                entry(ProducerConfig.ACKS_CONFIG, "all"),
                                entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                                entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                                // what comes while the broker is at a request waits for the next, all in one
                                entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
                                entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
                                entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0),
                                entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, NEVER),
                                entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
                                entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000),
                                entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES))),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    KafkaConsumer<byte[], byte[]> tail(String topic) {
        return new KafkaConsumer<>(
                settings.kafka()
                        .with(Map.of(
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                "tail-" + topic,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                2_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Reads what is committed here and there, in no group; a fetch brings at most half a megabyte, or one record. */
    KafkaConsumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(
                settings.kafka()
                        .with(Map.of(
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                "roundtable-feed",
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none",
                                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                                READER_BYTES,
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                10)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
