package io.roundtable.http.replay;

import io.roundtable.contract.Check;
import io.roundtable.contract.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * The body that asks what has changed.
 *
 * @param from see {@link Points}
 * @param to likewise; it may lie before the other
 * @param workspaceId whose rows alone; everybody's where it is left out
 */
record DiffGiven(String from, String to, @Nullable WorkspaceId workspaceId) {

    DiffGiven {
        new Check()
                .required("from", from)
                .text("from", from, 1, Points.MAX_TEXT)
                .required("to", to)
                .text("to", to, 1, Points.MAX_TEXT)
                .done();
    }
}
