package io.roundtable.persistence.projection;

import org.jooq.Configuration;
import org.jooq.UpdatableRecord;
import org.jooq.impl.DefaultConfiguration;

/** New rows with a configuration: for one without, jOOQ makes a new one whenever a column of its key is set. */
final class NewRow {

    private static final Configuration SHARED = new DefaultConfiguration();

    private NewRow() {}

    static <R extends UpdatableRecord<R>> R of(R row) {
        row.attach(SHARED);
        return row;
    }
}
