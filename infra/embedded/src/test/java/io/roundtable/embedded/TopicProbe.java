package io.roundtable.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts a record on a topic of one partition and reads it back. */
final class TopicProbe implements AutoCloseable {
    private static final int MAX_POLLS = 30;

    private final Map<String, Object> client;
    private final Admin admin;

    TopicProbe(String bootstrapServers) {
        client = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        admin = Admin.create(client);
    }

    String clusterId() throws Exception {
        return admin.describeCluster().clusterId().get();
    }

    void create(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    /** In a transaction, since that takes the broker's internal topics along. */
    void append(String topic, String value) throws Exception {
        var settings = new HashMap<>(client);
        settings.put("transactional.id", "probe");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, value)).get();
            producer.commitTransaction();
        }
    }

    List<String> read(String topic, int count) {
        var values = new ArrayList<String>();
        var settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (int poll = 0; poll < MAX_POLLS && values.size() < count; poll++) {
                consumer.poll(Duration.ofSeconds(1)).forEach(entry -> values.add(entry.value()));
            }
        }
        return values;
    }

    @Override
    public void close() {
        admin.close();
    }
}
