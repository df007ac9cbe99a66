package io.roundtable.contract.consumer;

import io.roundtable.contract.Position;
import io.roundtable.contract.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the log of events and notices when something is missing. It stands beside a Kafka consumer and doesn't hide it:
 * the loop, the assignment and the commits are yours.
 *
 * {@snippet :
 * try (var events = RoundtableEvents.consumer(Map.of("bootstrap.servers", "kafka:9092", "group.id", "billing"))) {
 *     events.kafka().subscribe(List.of(Topics.EVENTS), events.startingFrom(partition -> stored(partition)));
 *     while (running) {
 *         for (var entry : events.read(events.kafka().poll(Duration.ofSeconds(1)))) {
 *             // LogEntry.Known, Unknown, Unreadable or Foreign; store its position together with what you make of it
 *         }
 *     }
 * }
 * }
 *
 * <p>Sequences are dense in each partition, 1, 2, 3 and so on. What was read before is skipped and counted; a gap or a
 * step back is a {@link SequenceBroken}. A topic that was created again has another id, and positions of the old one are
 * refused with {@link AnotherLog}. It commits nothing, starts no thread, and is for one thread, as the consumer is.
 */
public final class RoundtableEvents implements AutoCloseable {

    private final Consumer<byte[], byte[]> kafka;
    private final EventsLog log;
    private final ForeignRecords foreign;
    private final String topicId;
    private Map<Integer, Reading> readings = new HashMap<>();
    private Counts counts = Counts.NONE;

    /** With {@link ForeignRecords#SKIP}. */
    public static RoundtableEvents consumer(Map<String, ?> settings) {
        return consumer(settings, ForeignRecords.SKIP);
    }

    /**
     * A consumer that has no assignment yet.
     *
     * @param settings Kafka's own, at least {@code bootstrap.servers}, and {@code group.id} for who subscribes. Added are
     *     only {@code isolation.level=read_committed}, {@code auto.offset.reset=none},
     *     {@code enable.auto.commit=false}, {@code allow.auto.create.topics=false} and deserializers of bytes
     * @throws IllegalArgumentException where a setting contradicts one of those
     * @throws org.apache.kafka.common.KafkaException where the topic isn't there or may not be described, or the broker
     *     doesn't answer for 30 s
     */
    public static RoundtableEvents consumer(Map<String, ?> settings, ForeignRecords foreign) {
        var complete = ConsumerSettings.of(settings);
        var log = new KafkaEventsLog(complete);
        String topicId = log.topicId();
        return new RoundtableEvents(new KafkaConsumer<>(complete), log, topicId, foreign);
    }

    RoundtableEvents(Consumer<byte[], byte[]> kafka, EventsLog log, String topicId, ForeignRecords foreign) {
        this.kafka = kafka;
        this.log = log;
        this.topicId = topicId;
        this.foreign = foreign;
    }

    /** The consumer: poll it, assign or subscribe it, commit by it. After a seek of your own see {@link #start}. */
    public Consumer<byte[], byte[]> kafka() {
        return kafka;
    }

    /** Kafka's id of the topic that is read, a part of each position. */
    public String topicId() {
        return topicId;
    }

    public Counts counts() {
        return counts;
    }

    /**
     * Seeks, and says what has to come next. After a seek of your own call it with {@link Start#whereKafkaIs()}.
     *
     * @param partition one that is assigned
     * @throws AnotherLog where the position to start after isn't in this log
     * @throws IllegalArgumentException where that position is of another partition
     * @throws org.apache.kafka.common.KafkaException where the broker doesn't answer for 30 s
     */
    public void start(int partition, Start start) {
        var assigned = new TopicPartition(Topics.EVENTS, partition);
        readings.put(
                partition,
                switch (start) {
                    case Start.Beginning() -> fromBeginning(assigned);
                    case Start.After(Position handled) -> after(assigned, handled);
                    case Start.At(var time) -> {
                        kafka.seek(assigned, log.offsetAt(partition, time));
                        yield Reading.FROM_ANYWHERE;
                    }
                    case Start.WhereKafkaIs() -> Reading.FROM_ANYWHERE;
                });
    }

    private Reading fromBeginning(TopicPartition assigned) {
        kafka.seekToBeginning(List.of(assigned));
        return Reading.FROM_BEGINNING;
    }

    private Reading after(TopicPartition assigned, Position handled) {
        if (handled.partition() != assigned.partition()) {
            throw new IllegalArgumentException(handled + " is not of partition " + assigned.partition());
        }
        sameTopic(handled.topicId());
        if (handled.sequence() == 0) {
            return fromBeginning(assigned);
        }
        long offset = log.offsetOf(handled.partition(), handled.sequence())
                .orElseThrow(() -> AnotherLog.missing(handled.partition(), handled.sequence()));
        kafka.seek(assigned, offset + 1);
        return new Reading(handled.sequence(), offset);
    }

    /**
     * What to give {@code subscribe}, so that each partition that comes is read from where you say, whatever the group
     * has committed. What {@link #start} throws comes out of {@code poll}.
     *
     * @param starts asked for each partition when it is assigned
     */
    public ConsumerRebalanceListener startingFrom(IntFunction<Start> starts) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                revoked.forEach(partition -> readings.remove(partition.partition()));
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                sameTopic(log.topicId());
                assigned.forEach(partition -> start(partition.partition(), starts.apply(partition.partition())));
            }
        };
    }

    /**
     * What was polled, in order, without what had been read before.
     *
     * @throws SequenceBroken where something is missing or comes twice; nothing of what was polled is handed over then
     * @throws AnotherLog where the topic was created again meanwhile
     */
    public List<LogEntry> read(ConsumerRecords<byte[], byte[]> polled) {
        var batch = new Batch(topicId, foreign, new HashMap<>(readings));
        var entries = new ArrayList<LogEntry>(polled.count());
        for (ConsumerRecord<byte[], byte[]> record : polled.records(Topics.EVENTS)) {
            var entry = batch.take(record);
            if (entry != null) {
                entries.add(entry);
            }
        }
        if (batch.counts().duplicates() > 0) {
            sameTopic(log.topicId());
        }
        readings = batch.readings();
        counts = counts.plus(batch.counts());
        return List.copyOf(entries);
    }

    private void sameTopic(String other) {
        if (!other.equals(topicId)) {
            throw AnotherLog.topic(topicId, other);
        }
    }

    /** Closes the consumer, which leaves its group. */
    @Override
    public void close() {
        kafka.close();
    }
}
