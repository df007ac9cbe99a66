package io.roundtable.runtime.projection;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that goes to the checkpoint of each partition that it is assigned, and says how far it has read. */
final class CheckpointConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Seeker seeker;
    private final Progress progress;

    CheckpointConsumer(Map<String, Object> config, Seeker seeker, Progress progress) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.seeker = seeker;
        this.progress = progress;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        var records = super.poll(timeout);
        records.nextOffsets().forEach((partition, next) -> {
            var polled = records.records(partition);
            long afterLast = polled.isEmpty() ? 0 : polled.getLast().offset() + 1;
            progress.polled(partition, afterLast, next.offset());
        });
        return records;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new Seeking(listener));
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        super.subscribe(pattern, new Seeking(listener));
    }

    private final class Seeking implements ConsumerRebalanceListener {

        private final ConsumerRebalanceListener next;

        Seeking(ConsumerRebalanceListener next) {
            this.next = next;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            next.onPartitionsAssigned(partitions);
            seeker.seek(CheckpointConsumer.this, partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            next.onPartitionsRevoked(partitions);
            progress.forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            next.onPartitionsLost(partitions);
            progress.forget(partitions);
        }
    }
}
