package io.roundtable.http.command;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.log.KafkaClients;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The log of commands. An append that completes is on every in-sync replica, and will be decided. */
@Singleton
public final class CommandLog {

    /** The header that names a write's command. */
    public static final String COMMAND_ID = "Command-Id";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_ASKS = Duration.ofMillis(20);

    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordCodec codec;
    private final LogLayout layout;
    private final Clock clock;

    CommandLog(KafkaClients clients, HttpSettings settings, LogLayout layout, Clock clock) {
        this.producer = clients.producer();
        this.codec = new RecordCodec("/roundtable/api", settings.schemas());
        this.layout = layout;
        this.clock = clock;
        awaitTopic();
    }

    /** The producer waits for nothing, so it is asked again until it knows the topic. */
    private void awaitTopic() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                var _ = producer.partitionsFor(Topics.COMMANDS);
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    producer.close(Duration.ZERO);
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_ASKS.toNanos());
            }
        }
    }

    /**
     * Appends without waiting.
     *
     * @return completes when the log has the command; with {@code log_unavailable} where that isn't known in 10 s, in
     *     which case it may have it all the same
     */
    public CompletableFuture<Void> append(CommandEnvelope envelope) {
        Encoded encoded = codec.encode(envelope, clock.instant());
        int partition = layout.partitionOf(envelope.command().workspaceId());
        return append(partition, encoded.keyBytes(), encoded.value(), encoded.headers())
                .thenAccept(_ -> {});
    }

    /** The same for a record as it was once given; completes with the place that it has now. */
    public CompletableFuture<RecordMetadata> append(
            int partition, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        var record = new ProducerRecord<byte[], byte[]>(Topics.COMMANDS, partition, key, value, headers);
        var appended = new CompletableFuture<RecordMetadata>();
        try {
            var _ = producer.send(record, (metadata, fault) -> {
                if (fault == null) {
                    appended.complete(metadata);
                } else {
                    appended.completeExceptionally(problem(fault));
                }
            });
        } catch (KafkaException e) {
            appended.completeExceptionally(problem(e));
        }
        return appended;
    }

    /** Whether the log's partitions have leaders that this node knows of, as of the newest metadata. */
    public boolean isReachable() {
        try {
            return producer.partitionsFor(Topics.COMMANDS).stream().allMatch(p -> p.leader() != null)
                    && connections() > 0;
        } catch (KafkaException e) {
            return false;
        }
    }

    private double connections() {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }

    /** The producer's own figures. */
    public KafkaProducer<byte[], byte[]> producer() {
        return producer;
    }

    private static ProblemException problem(Exception fault) {
        if (fault instanceof RecordTooLargeException) {
            return ProblemException.of(ProblemCode.PAYLOAD_TOO_LARGE);
        }
        return ProblemException.later(
                ProblemCode.LOG_UNAVAILABLE, "The log did not confirm the command; it may have it all the same.", 2);
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
