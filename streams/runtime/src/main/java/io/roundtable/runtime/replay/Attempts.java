package io.roundtable.runtime.replay;

import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Phase;
import java.util.EnumMap;
import java.util.Map;

/** Counts how often a rebuild was gone on with that came no further. Of one rebuild at a time: there is only one. */
final class Attempts {

    /** With the wait between two about five minutes. */
    static final int MOST = 100;

    private final Map<Phase, Long> furthest = new EnumMap<>(Phase.class);
    private String id = "";
    private int count;

    /** @param rebuild as it was when somebody went on with it */
    void begin(Rebuild rebuild) {
        if (!id.equals(rebuild.id())) {
            id = rebuild.id();
            furthest.clear();
            count = 0;
        }
        if (isFurther(rebuild.status())) {
            count = 0;
        }
        count++;
    }

    /** Phases come again, the filling after the indexes: each goes on by itself. */
    private boolean isFurther(Rebuild.Status status) {
        var progress = status.progress();
        long done = progress == null ? 0 : progress.done();
        Long before = furthest.get(status.phase());
        if (before != null && before >= done) {
            return false;
        }
        furthest.put(status.phase(), done);
        return true;
    }

    boolean areOver() {
        return count >= MOST;
    }
}
