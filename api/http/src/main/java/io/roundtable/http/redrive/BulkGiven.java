package io.roundtable.http.redrive;

import io.roundtable.contract.Check;
import io.roundtable.contract.InvalidInput;
import io.roundtable.http.json.Cursor;
import io.roundtable.http.problem.ProblemException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The body of a redrive by filter, but for the filter. */
public interface BulkGiven {

    /** Whether only to tell what would be done; by default not. */
    @Nullable
    Boolean dryRun();

    /** At most, 1 to 100; by default 20. */
    @Nullable
    Integer perSecond();

    /** Most of them in one request, 1 to 1,000; by default 100. */
    @Nullable
    Integer max();

    /** Of the answer before, to go on behind what that has looked at. */
    @Nullable
    String cursor();

    /**
     * What a record that is such a body checks first.
     *
     * @param filter must be there, if only as {@code {}}: nobody redrives everything by leaving something out
     */
    static Check check(
            @Nullable Object filter, @Nullable Integer perSecond, @Nullable Integer max, @Nullable String cursor) {
        return new Check()
                .required("filter", filter)
                .range("per_second", perSecond, 1, 100)
                .range("max", max, 1, 1_000)
                .text("cursor", cursor, 1, 200);
    }

    default boolean isDry() {
        return Boolean.TRUE.equals(dryRun());
    }

    default int rate() {
        return Objects.requireNonNullElse(perSecond(), 20);
    }

    default int most() {
        return Objects.requireNonNullElse(max(), 100);
    }

    /**
     * Behind what to go on; null for the beginning.
     *
     * @param scope what the cursor is of, with its filter
     * @throws ProblemException {@code invalid_request} where the cursor is made up, or of another filter
     */
    default <K> @Nullable K after(String scope, Function<String, K> parser) {
        String text = cursor();
        if (text == null) {
            return null;
        }
        try {
            return Cursor.decode(scope, text, parser);
        } catch (InvalidInput e) {
            throw ProblemException.invalid("cursor", "is not a cursor of this filter");
        }
    }
}
