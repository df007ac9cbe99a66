package io.roundtable.persistence.projection;

import io.roundtable.contract.EventEnvelope;
import java.util.ArrayList;
import java.util.List;

/**
 * The fold of one partition's events in memory, from the first on: what its tables have to be. By the same code that
 * writes them, so this tells whether the tables are the fold, not whether the fold is right.
 */
public final class PureFold {

    private final FoldedTables tables = new FoldedTables();
    private final EventFold fold;

    public PureFold(int partition) {
        this.fold = new EventFold(tables, partition);
    }

    /** @throws IllegalStateException where the event doesn't fit those before */
    public void apply(EventEnvelope envelope) {
        fold.apply(envelope);
    }

    /** In the form and order of {@link TableDump}. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        tables.all().forEach(rows -> TableDump.lines(rows, lines::add));
        return lines;
    }
}
