package io.roundtable.http.replay;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.consistency.TokenReader;
import io.roundtable.http.log.LogLayout;
import io.roundtable.persistence.version.Point;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Points in time as operators name them: a time in RFC 3339, a {@code Consistency-Token} as answers carry it, or the
 * {@code position} that a message or a step of its history shows, which counts within one workspace.
 */
@Singleton
final class Points {

    /** Characters: of the longest token there can be, and more. */
    static final int MAX_TEXT = 32_768;

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ].*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final LogLayout layout;
    private final TokenReader tokens;
    private final Clock clock;

    Points(LogLayout layout, TokenReader tokens, Clock clock) {
        this.layout = layout;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Reads one.
     *
     * @param field of the request, for what is said about it
     * @param workspace whose position it may be
     * @throws InvalidInput where it is none
     * @throws io.roundtable.http.problem.ProblemException {@code token_unknown} where it is another log's,
     *     {@code token_gone} where it is of what a restore hasn't brought here
     */
    Point read(String field, String given, @Nullable WorkspaceId workspace) {
        if (NUMBER.matcher(given).matches()) {
            if (workspace == null) {
                throw new InvalidInput(field, "is a position within a workspace, so workspace_id is required");
            }
            return new Point.Place(given, Map.of(layout.partitionOf(workspace), Long.parseLong(given)));
        }
        return TIME.matcher(given).matches()
                ? moment(field, given)
                : new Point.Place(given, tokens.read(given).sequences());
    }

    private Point moment(String field, String given) {
        try {
            Instant time = OffsetDateTime.parse(given).toInstant();
            if (time.isBefore(Instant.EPOCH) || time.isAfter(clock.instant())) {
                throw new InvalidInput(field, "must lie between 1970 and now");
            }
            return new Point.Moment(given, time);
        } catch (DateTimeParseException e) {
            throw new InvalidInput(field, "is no time in RFC 3339");
        }
    }
}
