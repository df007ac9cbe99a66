package io.roundtable.persistence.version;

import static io.roundtable.persistence.jooq.projection.Tables.BROADCAST_CONTENT;
import static io.roundtable.persistence.jooq.projection.Tables.COMMAND_OUTCOME;
import static io.roundtable.persistence.jooq.projection.Tables.DEAD_EVENT;
import static io.roundtable.persistence.jooq.projection.Tables.DEAD_LETTER;
import static io.roundtable.persistence.jooq.projection.Tables.EVENT_BLOCK;
import static io.roundtable.persistence.jooq.projection.Tables.MEMBER;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_COUNT;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_MINUTE;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_STEP;
import static io.roundtable.persistence.jooq.projection.Tables.POISON_RECORD;
import static io.roundtable.persistence.jooq.projection.Tables.SANDBOX;
import static io.roundtable.persistence.jooq.projection.Tables.SUBSCRIPTION;
import static io.roundtable.persistence.jooq.projection.Tables.WEBHOOK;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE_COUNT;

import io.roundtable.persistence.projection.EventProjection;
import io.roundtable.persistence.projection.OutcomeProjection;
import io.roundtable.persistence.projection.PoisonProjection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.Table;

/** What is projected: the tables that are made of one topic, and can be made anew by themselves. */
public enum Projection {
    /** Everything that is a fold of the events. */
    EVENTS(EventProjection.NAME, 4, true),

    /** What became of commands, as far back as the replies are kept. Rows go by time, so versions aren't compared. */
    OUTCOMES(OutcomeProjection.NAME, 1, false),

    /** Records that could not be handled. */
    POISON(PoisonProjection.NAME, 1, true);

    private final String wire;
    private final int definition;
    private final boolean compared;

    Projection(String wire, int definition, boolean compared) {
        this.wire = wire;
        this.definition = definition;
        this.compared = compared;
    }

    /** As users and checkpoints name it. */
    public String wire() {
        return wire;
    }

    /** Raised whenever the same log makes other rows: then versions filled by an earlier one want a rebuild. */
    public int definition() {
        return definition;
    }

    /** Whether two versions at the same position have to be equal. */
    public boolean isCompared() {
        return compared;
    }

    /** Its tables; the checkpoint's is shared. */
    public List<Table<?>> tables() {
        return switch (this) {
            case EVENTS ->
                List.of(
                        WORKSPACE,
                        MEMBER,
                        SANDBOX,
                        WEBHOOK,
                        SUBSCRIPTION,
                        DEAD_EVENT,
                        MESSAGE,
                        MESSAGE_STEP,
                        DEAD_LETTER,
                        BROADCAST_CONTENT,
                        EVENT_BLOCK,
                        WORKSPACE_COUNT,
                        MESSAGE_COUNT,
                        MESSAGE_MINUTE);
            case OUTCOMES -> List.of(COMMAND_OUTCOME);
            case POISON -> List.of(POISON_RECORD);
        };
    }

    /** The one that users name so. */
    public static Optional<Projection> of(String wire) {
        return Arrays.stream(values()).filter(p -> p.wire.equals(wire)).findFirst();
    }
}
