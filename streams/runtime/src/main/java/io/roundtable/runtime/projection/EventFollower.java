package io.roundtable.runtime.projection;

import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Checkpoints;
import io.roundtable.persistence.projection.EventProjection;
import io.roundtable.persistence.projection.Projected;
import io.roundtable.persistence.projection.Stretch;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jooq.DSLContext;

/** Events to the rows of everything. */
final class EventFollower implements Follower<Projected> {

    private final RecordCodec codec = new RecordCodec("/roundtable/projector", RecordCodec.DEFAULT_SCHEMAS);
    private final Checkpoints checkpoints;
    private final EventProjection projection;
    private final String topicId;

    EventFollower(DSLContext sql, EventProjection projection, String topicId) {
        this.checkpoints = new Checkpoints(sql);
        this.projection = projection;
        this.topicId = topicId;
    }

    @Override
    public String topic() {
        return Topics.EVENTS;
    }

    @Override
    public Checkpoint open(int partition) {
        return checkpoints.open(EventProjection.NAME, topicId, partition);
    }

    @Override
    public boolean toleratesLostStart() {
        return false;
    }

    @Override
    public boolean isOurs(Headers headers) {
        return CloudEventHeaders.of(headers).sequence().isPresent();
    }

    @Override
    public Projected read(long offset, Record<byte[], byte[]> entry) {
        return new Projected(offset, codec.event(entry.headers(), entry.value()));
    }

    @Override
    public List<Checkpoint> write(List<Stretch<Projected>> stretches) {
        return projection.write(stretches);
    }
}
