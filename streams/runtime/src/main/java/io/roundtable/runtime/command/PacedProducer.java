package io.roundtable.runtime.command;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Tells how long a commit took, which begins as Streams does: by waiting for all that was sent. */
final class PacedProducer extends KafkaProducer<byte[], byte[]> {

    private final CommitPace pace;
    private long began;

    PacedProducer(Map<String, Object> config, CommitPace pace) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.pace = pace;
        this.began = pace.now();
    }

    @Override
    public void flush() {
        began = pace.now();
        super.flush();
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        pace.committed(began);
    }
}
