package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.BROADCAST_CONTENT;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.persistence.query.MessageView.Progress;
import io.roundtable.persistence.query.MessageView.Said;
import io.roundtable.persistence.query.PageBytes.Sized;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Rows as what is shown of them. */
final class MessageRows {

    /**
     * What it was redriven with, or else the message's own content, or else its broadcast's: a subquery, which runs for
     * the rows of the page alone.
     */
    private static final Field<JSON> SAID = DSL.coalesce(
            MESSAGE.REDRIVEN_CONTENT,
            MESSAGE.CONTENT,
            DSL.field(DSL.select(BROADCAST_CONTENT.CONTENT)
                    .from(BROADCAST_CONTENT)
                    .where(BROADCAST_CONTENT.WORKSPACE_ID.eq(MESSAGE.WORKSPACE_ID))
                    .and(BROADCAST_CONTENT.BROADCAST_ID.eq(MESSAGE.BROADCAST_ID))));

    private static final Field<JSON> CONTENT = SAID.as("said");

    /** What {@link #view} needs of a message. */
    static final List<Field<?>> FIELDS = Arrays.stream(MESSAGE.fields())
            .filter(field -> !field.equals(MESSAGE.REDRIVEN_CONTENT))
            .<Field<?>>map(field -> field.equals(MESSAGE.CONTENT) ? CONTENT : field)
            .toList();

    /** Of the content, as UTF-8. */
    static final Field<Integer> BYTES =
            DSL.field("octet_length({0}::text)", Integer.class, SAID).as("bytes");

    private MessageRows() {}

    static Sized<MessageKey> sized(Record row) {
        return new Sized<>(new MessageKey(row.get(MESSAGE.SEQUENCE), row.get(MESSAGE.COPY_INDEX)), row.get(BYTES));
    }

    static MessageView view(Record row) {
        return new MessageView(
                new WorkspaceId(row.get(MESSAGE.WORKSPACE_ID)),
                new MessageId(row.get(MESSAGE.MESSAGE_ID)),
                sandbox(row.get(MESSAGE.FROM_SANDBOX_ID)),
                new SandboxId(row.get(MESSAGE.TO_SANDBOX_ID)),
                said(row),
                progress(row),
                new MessageKey(row.get(MESSAGE.SEQUENCE), row.get(MESSAGE.COPY_INDEX)),
                new Stamp(
                        row.get(MESSAGE.CREATED_AT),
                        row.get(MESSAGE.UPDATED_AT),
                        row.get(MESSAGE.VERSION),
                        row.get(MESSAGE.PARTITION),
                        row.get(MESSAGE.SEQUENCE)));
    }

    static MessageType type(String wire) {
        return MessageType.valueOf(wire.toUpperCase(Locale.ROOT));
    }

    static MessageStatus status(String wire) {
        return MessageStatus.valueOf(wire.toUpperCase(Locale.ROOT));
    }

    private static Said said(Record row) {
        return new Said(
                type(row.get(MESSAGE.MESSAGE_TYPE)),
                new RawJson(row.get(CONTENT).data()),
                row.get(MESSAGE.CORRELATION_ID),
                message(row.get(MESSAGE.IN_REPLY_TO)),
                message(row.get(MESSAGE.BROADCAST_ID)),
                Priority.valueOf(row.get(MESSAGE.PRIORITY).toUpperCase(Locale.ROOT)),
                row.get(MESSAGE.EXPIRES_AT),
                row.get(MESSAGE.DELIVER_AT));
    }

    private static Progress progress(Record row) {
        JSON failure = row.get(MESSAGE.FAILURE);
        return new Progress(
                status(row.get(MESSAGE.STATUS)),
                row.get(MESSAGE.ATTEMPT),
                failure == null ? null : new RawJson(failure.data()),
                row.get(MESSAGE.HOPS));
    }

    private static @Nullable SandboxId sandbox(@Nullable String id) {
        return id == null ? null : new SandboxId(id);
    }

    private static @Nullable MessageId message(@Nullable String id) {
        return id == null ? null : new MessageId(id);
    }
}
