package io.roundtable.http.replay;

import io.roundtable.contract.Check;
import io.roundtable.contract.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * The body that asks for tables as they were.
 *
 * @param at see {@link Points}
 * @param schema where they are to be; see {@link SchemaName}
 * @param workspaceId whose rows alone; everybody's where it is left out
 */
record AsOfGiven(String at, String schema, @Nullable WorkspaceId workspaceId) {

    AsOfGiven {
        new Check()
                .required("at", at)
                .text("at", at, 1, Points.MAX_TEXT)
                .required("schema", schema)
                .text("schema", schema, 1, SchemaName.MAX)
                .done();
        SchemaName.check(schema);
    }
}
