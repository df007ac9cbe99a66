package io.roundtable.http.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.roundtable.contract.Check;
import io.roundtable.contract.InvalidInput;
import io.roundtable.persistence.version.Projection;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a rebuild, or of a verification.
 *
 * @param projection one; all where it is left out
 * @param switches {@code auto} to switch once it is verified, the default, or {@code manual} to wait
 */
record RebuildGiven(
        @Nullable String projection,
        @JsonProperty("switch") @Nullable String switches) {

    private static final List<String> SWITCHES = List.of("auto", "manual");

    RebuildGiven {
        new Check()
                .text("projection", projection, 1, 64)
                .text("switch", switches, 1, 64)
                .done();
        if (switches != null && !SWITCHES.contains(switches)) {
            throw new InvalidInput("switch", "must be auto or manual");
        }
        if (projection != null && Projection.of(projection).isEmpty()) {
            throw new InvalidInput("projection", "must be one of " + names());
        }
    }

    Set<Projection> projections() {
        return projection == null
                ? Set.of(Projection.values())
                : Set.of(Projection.of(projection).orElseThrow());
    }

    boolean isAutomatic() {
        return !"manual".equals(switches);
    }

    private static List<String> names() {
        return Arrays.stream(Projection.values()).map(Projection::wire).toList();
    }
}
