package io.roundtable.http.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.roundtable.contract.Check;
import io.roundtable.contract.InvalidInput;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Rebuild.When;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a rebuild, or of a verification.
 *
 * @param projection one; all where it is left out
 * @param switching {@code auto} to switch once it is verified, the default, {@code manual} to wait, or {@code anyway}
 *     to switch though it differs
 */
record RebuildGiven(
        @Nullable String projection,
        @JsonProperty("switch") @Nullable String switching) {

    RebuildGiven {
        new Check()
                .text("projection", projection, 1, 64)
                .text("switch", switching, 1, 64)
                .done();
        if (switching != null && whens().noneMatch(when -> when.wire().equals(switching))) {
            throw new InvalidInput(
                    "switch", "must be one of " + whens().map(When::wire).toList());
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

    When when() {
        return whens().filter(when -> when.wire().equals(switching)).findFirst().orElse(When.AUTO);
    }

    private static Stream<When> whens() {
        return Stream.of(When.values());
    }

    private static List<String> names() {
        return Arrays.stream(Projection.values()).map(Projection::wire).toList();
    }
}
