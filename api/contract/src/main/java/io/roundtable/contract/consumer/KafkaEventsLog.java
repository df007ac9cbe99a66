package io.roundtable.contract.consumer;

import io.roundtable.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Asks by clients of its own, made for each question, so that the user's consumer stays where it is. */
final class KafkaEventsLog implements EventsLog {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A look-up wants one record, and a fetch brings at least that, however large. */
    private static final int FETCH_BYTES = 16 * 1024;

    private final Map<String, Object> settings;

    KafkaEventsLog(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    @Override
    public String topicId() {
        var known = new HashMap<>(settings);
        known.keySet().retainAll(AdminClientConfig.configNames());
        try (var admin = Admin.create(known)) {
            var described = admin.describeTopics(List.of(Topics.EVENTS))
                    .allTopicNames()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return Objects.requireNonNull(described.get(Topics.EVENTS))
                    .topicId()
                    .toString();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer about " + Topics.EVENTS, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public OptionalLong offsetOf(int partition, long sequence) {
        try (var consumer = consumer()) {
            return search(consumer, partition)
                    .first(event -> event.sequence() >= sequence)
                    .filter(event -> event.sequence() == sequence)
                    .map(event -> OptionalLong.of(event.offset()))
                    .orElse(OptionalLong.empty());
        }
    }

    @Override
    public long offsetAt(int partition, Instant time) {
        try (var consumer = consumer()) {
            // asked before: what is appended meanwhile is of that time, or it is found
            var only = new TopicPartition(Topics.EVENTS, partition);
            long end = consumer.endOffsets(List.of(only), LIMIT).getOrDefault(only, 0L);
            return search(consumer, partition)
                    .first(event -> !event.time().isBefore(time))
                    .map(LogSearch.Found::offset)
                    .orElse(end);
        }
    }

    private static LogSearch search(KafkaConsumer<byte[], byte[]> consumer, int partition) {
        return new LogSearch(consumer, new TopicPartition(Topics.EVENTS, partition), LIMIT);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        var own = new HashMap<>(settings);
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        own.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        own.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        own.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
        own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        own.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        return new KafkaConsumer<>(own);
    }
}
