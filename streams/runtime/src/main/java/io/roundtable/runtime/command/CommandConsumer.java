package io.roundtable.runtime.command;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that says which partitions it has been given, so that those can be read from where their state wants, and
 * that waits for records no longer than until its thread is to commit.
 */
final class CommandConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Map<TopicPartition, Consumer<byte[], byte[]>> owners;
    private final CommitPace pace;

    /** @param owners where it enters itself, by partition */
    CommandConsumer(Map<String, Object> config, Map<TopicPartition, Consumer<byte[], byte[]>> owners, CommitPace pace) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.owners = owners;
        this.pace = pace;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        return super.poll(pace.patience(timeout));
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new Entering(listener));
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        super.subscribe(pattern, new Entering(listener));
    }

    private final class Entering implements ConsumerRebalanceListener {

        private final ConsumerRebalanceListener next;

        Entering(ConsumerRebalanceListener next) {
            this.next = next;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> owners.put(partition, CommandConsumer.this));
            next.onPartitionsAssigned(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            next.onPartitionsRevoked(partitions);
            leave(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            next.onPartitionsLost(partitions);
            leave(partitions);
        }

        private void leave(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> owners.remove(partition, CommandConsumer.this));
        }
    }
}
