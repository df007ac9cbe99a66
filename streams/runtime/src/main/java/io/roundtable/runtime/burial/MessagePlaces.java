package io.roundtable.runtime.burial;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.query.MessageById;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Where in the log messages were sent, as the tables have it. */
final class MessagePlaces {

    private final MessageById messages;

    MessagePlaces(DSLContext sql) {
        this.messages = new MessageById(sql);
    }

    /**
     * The event by which a message was sent.
     *
     * @param sequence its position within its partition
     * @param time that of its record as well
     */
    record Place(long sequence, Instant time) {}

    /**
     * What the tables say.
     *
     * @param reflected sequence of the last event that is in them
     * @param place null where they have no such message
     */
    record Answer(long reflected, @Nullable Place place) {}

    Answer find(int partition, WorkspaceId workspace, MessageId message) {
        var seen = messages.find(partition, workspace, message);
        Place place = seen.value()
                .map(row -> new Place(row.stamp().sequence(), row.stamp().createdAt()))
                .orElse(null);
        return new Answer(seen.sequence(), place);
    }
}
