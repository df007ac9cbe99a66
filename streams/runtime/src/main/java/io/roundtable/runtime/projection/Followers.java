package io.roundtable.runtime.projection;

import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.projection.EventProjection;
import io.roundtable.persistence.projection.OutcomeProjection;
import io.roundtable.persistence.version.Projection;
import io.roundtable.runtime.projection.Projector.TopicIds;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What makes the rows of each projection. */
final class Followers {

    private Followers() {}

    /** As they come. */
    static Follower<?> live(Projection projection, DSLContext sql, TopicIds ids) {
        return switch (projection) {
            case EVENTS -> new EventFollower(sql, new EventProjection(sql), ids.events());
            case OUTCOMES -> new OutcomeFollower(sql, new OutcomeProjection(sql), ids.replies(), true);
            case POISON -> new PoisonFollower(sql, ids.deadLetters());
        };
    }

    /** All that there was, fast: without what takes indexes, which are left out meanwhile. */
    static Follower<?> inBulk(Projection projection, DSLContext sql, TopicIds ids, @Nullable WorkspaceId only) {
        return switch (projection) {
            case EVENTS -> new EventFollower(sql, EventProjection.inBulk(sql, only), ids.events());
            case OUTCOMES -> new OutcomeFollower(sql, OutcomeProjection.inBulk(sql), ids.replies(), false);
            case POISON -> live(projection, sql, ids);
        };
    }

    static String topic(Projection projection) {
        return switch (projection) {
            case EVENTS -> Topics.EVENTS;
            case OUTCOMES -> Topics.REPLIES;
            case POISON -> Topics.DEAD_LETTERS;
        };
    }
}
