package io.roundtable.runtime.projection;

import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Checkpoints;
import io.roundtable.persistence.projection.DeadRecord;
import io.roundtable.persistence.projection.PoisonProjection;
import io.roundtable.persistence.projection.Stretch;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jooq.DSLContext;

/**
 * Dead letters to the table of records that could not be handled, so that operators see their bytes. What somebody else
 * has put on that topic is kept on it once more, as the poison that it is.
 */
final class PoisonFollower implements Follower<DeadRecord> {

    private final Checkpoints checkpoints;
    private final PoisonProjection projection;
    private final String topicId;

    PoisonFollower(DSLContext sql, String topicId) {
        this.checkpoints = new Checkpoints(sql);
        this.projection = new PoisonProjection(sql);
        this.topicId = topicId;
    }

    @Override
    public String topic() {
        return Topics.DEAD_LETTERS;
    }

    @Override
    public Checkpoint open(int partition) {
        return checkpoints.open(PoisonProjection.NAME, topicId, partition);
    }

    @Override
    public boolean toleratesLostStart() {
        return true;
    }

    @Override
    public boolean isOurs(Headers headers) {
        String type = CloudEventHeaders.of(headers).find(CloudEventHeaders.TYPE);
        return RecordTypes.POISONED.equals(type)
                ? PoisonReader.canRead(headers)
                : RecordTypes.UNDELIVERED.equals(type) || (type != null && type.startsWith("io.roundtable.message."));
    }

    @Override
    public DeadRecord read(long offset, Record<byte[], byte[]> entry) {
        var headers = CloudEventHeaders.of(entry.headers());
        if (!RecordTypes.POISONED.equals(headers.find(CloudEventHeaders.TYPE))) {
            return new DeadRecord(offset, PoisonReader.time(headers), null);
        }
        var poison = PoisonReader.read(entry.headers(), entry.key(), entry.value());
        return new DeadRecord(offset, poison.at(), poison);
    }

    @Override
    public List<Checkpoint> write(List<Stretch<DeadRecord>> stretches) {
        return projection.write(stretches);
    }
}
