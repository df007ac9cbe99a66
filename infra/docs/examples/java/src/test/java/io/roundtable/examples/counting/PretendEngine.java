package io.roundtable.examples.counting;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.EventEnvelope.Cause;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.wire.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes messages of a few agents as the engine does, in transactions of which some are given up; and keeps the truth. What
 * can't be sent fails its transaction.
 */
final class PretendEngine implements AutoCloseable {

    static final int PARTITIONS = 3;
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static final RecordCodec CODEC = new RecordCodec("/roundtable/engine", RecordCodec.DEFAULT_SCHEMAS);
    private static final WorkspaceId WS = new WorkspaceId("ws_0123456789");
    private static final int AGENTS = 7;
    private static final int MOST_TOGETHER = 20;

    private final Map<String, Long> truth = new TreeMap<>();
    private final long[] sequences = new long[PARTITIONS];
    private final RandomGenerator random;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    PretendEngine(String bootstrapServers, RandomGenerator random) {
        this.random = random;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "pretend-" + UUID.randomUUID()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    void createTopic() throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(Topics.EVENTS, PARTITIONS, (short) 1))).all().get();
    }

    /** As {@link #createTopic}, after the one that is there, if any, was deleted; what it held is forgotten. */
    void createTopicAgain() throws ExecutionException, InterruptedException {
        if (admin.listTopics().names().get().contains(Topics.EVENTS)) {
            deleteTopic();
        }
        createTopic();
    }

    void deleteTopic() throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(Topics.EVENTS)).all().get();
        truth.clear();
        Arrays.fill(sequences, 0);
        for (int tries = 0; admin.listTopics().names().get().contains(Topics.EVENTS); tries++) {
            if (tries > 10_000) {
                throw new IllegalStateException("the topic isn't deleted");
            }
        }
    }

    /** Messages by sandbox. */
    Map<String, Long> truth() {
        return Map.copyOf(truth);
    }

    /** How many events there are. */
    long written() {
        return Arrays.stream(sequences).sum();
    }

    long written(int partition) {
        return sequences[partition];
    }

    /** At least so many events more. */
    void write(int events) {
        long end = written() + events;
        while (written() < end) {
            int partition = random.nextInt(PARTITIONS);
            int together = 1 + random.nextInt(MOST_TOGETHER);
            boolean isGivenUp = random.nextInt(4) == 0;
            var senders = random.ints(together, 0, AGENTS).mapToObj(PretendEngine::agent).toList();
            producer.beginTransaction();
            for (int i = 0; i < together; i++) {
                var _ = producer.send(record(partition, sequences[partition] + 1 + i, senders.get(i)));
            }
            if (isGivenUp) {
                producer.flush(); // else it would never have been on the topic
                producer.abortTransaction();
            } else {
                producer.commitTransaction();
                sequences[partition] += together;
                senders.forEach(sender -> truth.merge(sender.value(), 1L, Long::sum));
            }
        }
    }

    /** A record of somebody else's. */
    void writeForeign(int partition) {
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(Topics.EVENTS, partition, null, "hello".getBytes(StandardCharsets.UTF_8)));
        producer.commitTransaction();
    }

    /** The event with that sequence was said that many seconds after noon. */
    static Instant time(long sequence) {
        return NOON.plusSeconds(sequence);
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, long sequence, SandboxId from) {
        var content = new RawJson("{\"number\":" + sequence + "}");
        var utterance = new Utterance(MessageType.NOTIFICATION, content, null, null, null, null, null);
        var message = new MessageId("msg_%010d".formatted(sequence));
        var encoded = CODEC.encode(new EventEnvelope(
                "cmd_%010d-0".formatted(sequence),
                sequence,
                time(sequence),
                Principal.sandbox(from),
                new Cause(new CommandId("cmd_%010d".formatted(sequence)), sequence),
                null,
                null,
                new MessageSent(WS, message, from, agent(AGENTS), utterance, 0)));
        long timestamp = time(sequence).toEpochMilli();
        return new ProducerRecord<>(
                Topics.EVENTS, partition, timestamp, encoded.keyBytes(), encoded.value(), encoded.headers());
    }

    private static SandboxId agent(int number) {
        return new SandboxId("sb_%010d".formatted(number));
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
