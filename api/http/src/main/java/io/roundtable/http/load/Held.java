package io.roundtable.http.load;

import java.util.HashMap;
import java.util.Map;

/** What one request holds, given back once and for all when it ends, whoever still works on it. */
final class Held {

    private final Map<ByteBudget, Long> bytes = new HashMap<>();
    private boolean ended;

    synchronized boolean take(ByteBudget budget, long more) {
        if (ended || !budget.take(more)) {
            return false;
        }
        bytes.merge(budget, more, Long::sum);
        return true;
    }

    synchronized void giveBack() {
        ended = true;
        bytes.forEach(ByteBudget::give);
        bytes.clear();
    }
}
