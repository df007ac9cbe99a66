package io.roundtable.runtime.projection;

import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Checkpoints;
import io.roundtable.persistence.projection.Outcome;
import io.roundtable.persistence.projection.OutcomeProjection;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Replies to the table of outcomes, so that any node can tell what became of a command. */
final class OutcomeFollower implements Follower<Outcome> {

    private static final Duration KEPT = Duration.ofDays(7);

    /** Rows removed with each batch at most; more than a batch adds, so that removal keeps up. */
    private static final int MAX_PURGED = 5_000;

    /** Batches between two purges of a partition. */
    private static final int PURGE_EVERY = 1_000;

    private final RecordCodec codec = new RecordCodec("/roundtable/projector", RecordCodec.DEFAULT_SCHEMAS);
    private final Checkpoints checkpoints;
    private final OutcomeProjection projection;
    private final String topicId;
    private int batches;

    OutcomeFollower(DSLContext sql, String topicId) {
        this.checkpoints = new Checkpoints(sql);
        this.projection = new OutcomeProjection(sql);
        this.topicId = topicId;
    }

    @Override
    public String topic() {
        return Topics.REPLIES;
    }

    @Override
    public Checkpoint open(int partition) {
        return checkpoints.open(OutcomeProjection.NAME, topicId, partition);
    }

    @Override
    public boolean toleratesLostStart() {
        return true;
    }

    @Override
    public boolean isOurs(Headers headers) {
        String type = CloudEventHeaders.of(headers).find(CloudEventHeaders.TYPE);
        return RecordTypes.ACCEPTED.equals(type) || RecordTypes.REJECTED.equals(type);
    }

    @Override
    public Outcome read(long offset, Headers headers, byte @Nullable [] value) {
        return new Outcome(offset, codec.reply(headers, value));
    }

    @Override
    public Checkpoint write(Checkpoint from, List<Outcome> batch) {
        Checkpoint written = projection.write(from, batch);
        if (++batches % PURGE_EVERY == 0) {
            var _ = projection.purge(batch.getLast().reply().time().minus(KEPT), MAX_PURGED);
        }
        return written;
    }
}
