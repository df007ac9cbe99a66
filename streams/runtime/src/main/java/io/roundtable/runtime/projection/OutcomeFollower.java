package io.roundtable.runtime.projection;

import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Checkpoints;
import io.roundtable.persistence.projection.Outcome;
import io.roundtable.persistence.projection.OutcomeProjection;
import io.roundtable.persistence.projection.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replies to the table of outcomes, so that any node can tell what became of a command. */
final class OutcomeFollower implements Follower<Outcome> {

    private static final Duration KEPT = Duration.ofDays(7);

    /** Rows removed at a time, at most. */
    private static final int MAX_PURGED = 5_000;

    /** Rows added between two purges: fewer than one removes, so that removal keeps up at any rate. */
    private static final int PURGE_EVERY = 2_500;

    private static final Logger log = LoggerFactory.getLogger(OutcomeFollower.class);

    private final RecordCodec codec = new RecordCodec("/roundtable/projector", RecordCodec.DEFAULT_SCHEMAS);
    private final Checkpoints checkpoints;
    private final OutcomeProjection projection;
    private final String topicId;
    private final boolean purges;
    private final AtomicInteger added = new AtomicInteger();

    /** @param purges whether it removes old rows as it goes, for which it takes the index by time */
    OutcomeFollower(DSLContext sql, OutcomeProjection projection, String topicId, boolean purges) {
        this.checkpoints = new Checkpoints(sql);
        this.projection = projection;
        this.topicId = topicId;
        this.purges = purges;
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
    public Outcome read(long offset, Record<byte[], byte[]> entry) {
        return new Outcome(offset, codec.reply(entry.headers(), entry.value()));
    }

    @Override
    public List<Checkpoint> write(List<Stretch<Outcome>> stretches) {
        List<Checkpoint> written = projection.write(stretches);
        int replies =
                stretches.stream().mapToInt(stretch -> stretch.batch().size()).sum();
        if (purges && added.addAndGet(replies) >= PURGE_EVERY) {
            added.set(0);
            purge(stretches.getLast().batch().getLast().reply().time().minus(KEPT));
        }
        return written;
    }

    /** What isn't removed now is removed later; the batch is written. */
    private void purge(Instant olderThan) {
        try {
            var _ = projection.purge(olderThan, MAX_PURGED);
        } catch (DataAccessException e) {
            log.warn("outcomes before {} can't be removed now", olderThan, e);
        }
    }
}
