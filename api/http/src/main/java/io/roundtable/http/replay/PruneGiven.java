package io.roundtable.http.replay;

import io.roundtable.contract.Check;
import org.jspecify.annotations.Nullable;

/**
 * The body of a prune.
 *
 * @param schema this one alone; where it is left out, every version that isn't read, but for those of the past
 */
record PruneGiven(@Nullable String schema) {

    PruneGiven {
        new Check().text("schema", schema, 1, SchemaName.MAX).done();
    }
}
