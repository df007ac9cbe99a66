package io.roundtable.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Reply;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Outcome;
import io.roundtable.persistence.projection.OutcomeProjection;
import io.roundtable.persistence.projection.Stretch;
import io.roundtable.persistence.version.Projection;
import io.roundtable.runtime.projection.Projector.TopicIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.Test;

final class OutcomeFollowerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final TopicIds IDS = new TopicIds("e", "r", "d");
    private static final Checkpoint START = new Checkpoint(OutcomeProjection.NAME, IDS.replies(), 0, 0, 0);

    private final List<String> statements = new ArrayList<>();
    private final DSLContext sql = DSL.using(
            new MockConnection(statement -> {
                statements.add(statement.sql());
                return new MockResult[] {new MockResult(1, moved())};
            }),
            SQLDialect.POSTGRES);

    @SuppressWarnings("unchecked") // what both are made for
    private static Follower<Outcome> outcomes(Follower<?> follower) {
        return (Follower<Outcome>) follower;
    }

    /** Of timers' commands: they leave no row, and count. */
    private static List<Outcome> many() {
        var id = new CommandId(CommandId.TIMER_PREFIX + "0000000001");
        var ids = Reply.Outcome.of(new Reply.Accepted(3, List.of("sb_0000000001"), NOW));
        var reply = new Reply(id, new WorkspaceId("ws_0000000001"), NOW, false, 17, ids);
        return LongStream.range(0, ProjectorSettings.Tuning.BULK.maxBatch())
                .mapToObj(offset -> new Outcome(offset, reply))
                .toList();
    }

    /** As an update of checkpoints tells. */
    private static Result<Record1<Integer>> moved() {
        var partition = DSL.field("partition", Integer.class);
        var rows = DSL.using(SQLDialect.POSTGRES).newResult(partition);
        rows.add(DSL.using(SQLDialect.POSTGRES).newRecord(partition).values(START.partition()));
        return rows;
    }

    private static List<Stretch<Outcome>> all() {
        return List.of(new Stretch<>(START, many()));
    }

    @Test
    void shouldForgetOldOutcomesAsItGoes() {
        // When
        outcomes(Followers.live(Projection.OUTCOMES, sql, IDS)).write(all());

        // Then
        assertThat(statements).anyMatch(statement -> statement.startsWith("delete from"));
    }

    @Test
    void shouldTakeAWholeBatchInBulkAndForgetNothingWithoutTheIndexByTime() {
        // When
        var ends =
                outcomes(Followers.inBulk(Projection.OUTCOMES, sql, IDS, null)).write(all());

        // Then
        assertThat(ends).extracting(Checkpoint::offset).containsExactly((long) many().size());
        assertThat(statements)
                .anyMatch(statement -> statement.startsWith("update"))
                .noneMatch(statement -> statement.startsWith("delete"));
    }
}
