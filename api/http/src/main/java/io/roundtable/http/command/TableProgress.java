package io.roundtable.http.command;

import io.roundtable.http.ReadModel;
import io.roundtable.persistence.query.OutcomesReached;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** How far the table of outcomes has come, by its checkpoints. */
@Singleton
final class TableProgress implements UnknownCommands.OutcomeProgress {

    private final OutcomesReached outcomes;

    TableProgress(ReadModel model) {
        this.outcomes = new OutcomesReached(model.sql());
    }

    @Override
    public OutcomesReached.@Nullable Reached reached(int partition) {
        return outcomes.of(partition).orElse(null);
    }
}
