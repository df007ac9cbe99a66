package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.BROADCAST_CONTENT;
import static io.roundtable.persistence.jooq.projection.Tables.DEAD_LETTER;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.WorkspaceId;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;

/** One dead letter of a workspace. */
public final class DeadLetterById {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public DeadLetterById(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    /**
     * What its message says.
     *
     * @param original as it was sent
     * @param redriven said instead since a dead letter of the message was redriven with it
     * @param version of the message
     */
    public record Contents(RawJson original, @Nullable RawJson redriven, long version) {}

    /** A dead letter with what its message says. */
    public record Whole(DeadLetterView letter, Contents contents) {}

    public Optional<DeadLetterView> find(WorkspaceId workspace, String deadLetter) {
        return sql.selectFrom(DEAD_LETTER)
                .where(DEAD_LETTER.WORKSPACE_ID.eq(workspace.value()))
                .and(DEAD_LETTER.DEAD_LETTER_ID.eq(deadLetter))
                .fetchOptional(DeadLetterRows::view);
    }

    public Seen<Optional<Whole>> findWhole(int partition, WorkspaceId workspace, String deadLetter) {
        return Seen.of(
                reflected,
                partition,
                () -> find(workspace, deadLetter).map(letter -> new Whole(letter, contents(letter))));
    }

    /** The original alone is asked for here: elsewhere a message says what it was redriven with. */
    private Contents contents(DeadLetterView letter) {
        return sql.select(MESSAGE.CONTENT, BROADCAST_CONTENT.CONTENT, MESSAGE.REDRIVEN_CONTENT, MESSAGE.VERSION)
                .from(MESSAGE)
                .leftJoin(BROADCAST_CONTENT)
                .on(BROADCAST_CONTENT
                        .WORKSPACE_ID
                        .eq(MESSAGE.WORKSPACE_ID)
                        .and(BROADCAST_CONTENT.BROADCAST_ID.eq(MESSAGE.BROADCAST_ID)))
                .where(MESSAGE.WORKSPACE_ID.eq(letter.workspaceId().value()))
                .and(MESSAGE.MESSAGE_ID.eq(letter.letter().messageId().value()))
                .fetchSingle(row -> {
                    JSON own = row.value1();
                    JSON redriven = row.value3();
                    return new Contents(
                            new RawJson((own == null ? row.value2() : own).data()),
                            redriven == null ? null : new RawJson(redriven.data()),
                            row.value4());
                });
    }
}
