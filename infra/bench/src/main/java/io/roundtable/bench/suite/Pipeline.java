package io.roundtable.bench.suite;

import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.load.Latencies;
import io.roundtable.bench.load.Pace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The way of a command without HTTP: appended to the log, decided, and its committed reply read. */
final class Pipeline implements AutoCloseable {
    private static final String REPLIES = "roundtable.replies";
    private static final String CAUSE = "ce_causationid";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CommittedRecords records;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<CommandRecord> commands = new ArrayList<>();
    private long numbered;

    Pipeline(String bootstrapServers) {
        records = new CommittedRecords(bootstrapServers);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Takes for its commands the messages that were sent over HTTP so far. */
    void learn() {
        var ends = records.ends(CommandRecord.TOPIC);
        var begins = new HashMap<>(ends);
        begins.replaceAll((_, _) -> 0L);
        records.read(begins, ends, found -> {
            var type = found.headers().lastHeader("ce_type");
            if (type != null && new String(type.value(), StandardCharsets.US_ASCII).contains(".message.")) {
                commands.add(new CommandRecord(found));
            }
        });
        if (commands.isEmpty()) {
            throw new BenchFailure("no message was sent yet");
        }
        records.follow(REPLIES);
    }

    /** How long each takes from when it was meant to be appended. */
    Latencies run(Pace.Steady pace, Duration time) {
        int count = (int) pace.count(time);
        long first = numbered;
        numbered += count;
        var due = new AtomicLongArray(count);
        long begin = System.nanoTime();
        var sender = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < count; i++) {
                long at = begin + pace.dueNanos(i);
                LockSupport.parkNanos(at - System.nanoTime());
                due.set(i, at);
                var _ = producer.send(commands.get(i % commands.size()).numbered(first + i));
            }
        });
        var latencies = new Latencies();
        long deadline = begin + time.toNanos() + PATIENCE.toNanos();
        while (latencies.count() < count) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailure("of %d commands %d were decided".formatted(count, latencies.count()));
            }
            for (var reply : records.next()) {
                long number =
                        CommandRecord.number(reply.headers().lastHeader(CAUSE).value()) - first;
                if (number >= 0 && number < count) {
                    latencies.record(System.nanoTime() - due.get((int) number));
                }
            }
        }
        join(sender);
        return latencies;
    }

    private static void join(Thread sender) {
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        records.close();
    }
}
