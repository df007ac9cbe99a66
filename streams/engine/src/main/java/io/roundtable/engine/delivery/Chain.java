package io.roundtable.engine.delivery;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.engine.DeliveryKey.OfChain;
import io.roundtable.engine.DeliveryKey.OfLink;
import io.roundtable.engine.DeliveryRow.ChainRow;
import io.roundtable.engine.DeliveryRow.LinkRow;
import io.roundtable.engine.MutableRows;
import java.util.OptionalLong;

/**
 * The unfinished messages of one correlation id to one sandbox that takes them in strict order: only the head may be
 * leased, and a dead letter stays the head until somebody decides about it.
 */
record Chain(MutableRows state, WorkspaceId workspace, SandboxId sandbox, String correlationId) {

    /** Adds a message behind all others, and tells whether it is the head. */
    boolean add(long number) {
        state.put(link(number), new LinkRow(number));
        var chain = state.find(key());
        state.put(key(), chain == null ? new ChainRow(number, 1) : new ChainRow(chain.head(), chain.size() + 1));
        return chain == null;
    }

    boolean isHead(long number) {
        return state.get(key()).head() == number;
    }

    /** Takes a message out that has reached its end, and gives the one that is the head in its place. */
    OptionalLong finish(long number) {
        state.remove(link(number));
        var chain = state.get(key());
        if (chain.size() == 1) {
            state.remove(key());
            return OptionalLong.empty();
        }
        if (chain.head() != number) {
            state.put(key(), new ChainRow(chain.head(), chain.size() - 1));
            return OptionalLong.empty();
        }
        long next = state.range(link(number + 1), link(Long.MAX_VALUE), 1)
                .getFirst()
                .number();
        state.put(key(), new ChainRow(next, chain.size() - 1));
        return OptionalLong.of(next);
    }

    private OfChain key() {
        return new OfChain(workspace, sandbox, correlationId);
    }

    private OfLink link(long number) {
        return new OfLink(workspace, sandbox, correlationId, number);
    }
}
