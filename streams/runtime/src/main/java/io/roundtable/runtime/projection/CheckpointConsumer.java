package io.roundtable.runtime.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that reads nothing of a partition until its processor has said where to begin, that goes back in place
 * when told so, and says how far it has read. What Kafka Streams pauses and what processors hold is kept apart, so that
 * neither lets go what the other wants still.
 */
final class CheckpointConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Reading reading;
    private final Seeker seeker;
    private final Progress progress;
    private final Set<TopicPartition> pausedByStreams = new HashSet<>();
    private final Set<TopicPartition> held = new HashSet<>();

    CheckpointConsumer(Map<String, Object> config, Reading reading, Seeker seeker, Progress progress) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.reading = reading;
        this.seeker = seeker;
        this.progress = progress;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        reading.flush();
        seeker.seek(this, reading.takeStarts());
        hold();
        var records = super.poll(timeout);
        records.nextOffsets().forEach((partition, next) -> {
            var polled = records.records(partition);
            if (polled.isEmpty()) {
                progress.passed(partition, next.offset());
            } else {
                var first = Instant.ofEpochMilli(Math.max(0, polled.getFirst().timestamp()));
                progress.polled(partition, first, polled.getLast().offset() + 1, next.offset());
            }
        });
        return records;
    }

    private void hold() {
        var wanted = reading.held();
        if (held.equals(wanted)) {
            return;
        }
        var released = new HashSet<>(held);
        released.removeAll(wanted);
        released.removeAll(pausedByStreams);
        super.resume(released);
        super.pause(wanted);
        held.clear();
        held.addAll(wanted);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        pausedByStreams.addAll(partitions);
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        pausedByStreams.removeAll(partitions);
        var free = new HashSet<>(partitions);
        free.removeAll(held);
        super.resume(free);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new Holding(listener));
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        super.subscribe(pattern, new Holding(listener));
    }

    private void forget(Collection<TopicPartition> partitions) {
        reading.forget(partitions);
        progress.forget(partitions);
        held.removeAll(partitions);
        pausedByStreams.removeAll(partitions);
    }

    private final class Holding implements ConsumerRebalanceListener {

        private final ConsumerRebalanceListener next;

        Holding(ConsumerRebalanceListener next) {
            this.next = next;
        }

        /** A partition without a place to read from would be refused even while it is held, hence the seek. */
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            next.onPartitionsAssigned(partitions);
            for (TopicPartition partition : partitions) {
                seek(partition, 0);
                reading.hold(partition);
            }
            hold();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            next.onPartitionsRevoked(partitions);
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            next.onPartitionsLost(partitions);
            forget(partitions);
        }
    }
}
