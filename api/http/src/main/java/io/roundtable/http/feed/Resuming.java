package io.roundtable.http.feed;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.consistency.TokenReader;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The ids of streamed events: positions, written as consistency tokens are, so that each is good where the other is
 * asked for.
 */
@Singleton
final class Resuming {

    /** Of a position in whatever log: Kafka's id of its topic, the partition and the sequence. */
    private static final Pattern POSITION = Pattern.compile("[A-Za-z0-9_-]{22}:[0-9]{1,5}:[0-9]{1,19}");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LogLayout layout;
    private final TokenReader tokens;
    private final Tokens writing;
    private final WorkspaceEvents events;

    Resuming(LogLayout layout, TokenReader tokens, Tokens writing, WorkspaceEvents events) {
        this.layout = layout;
        this.tokens = tokens;
        this.writing = writing;
        this.events = events;
    }

    String id(WorkspaceId workspace, long sequence) {
        return writing.of(workspace, sequence);
    }

    /**
     * The sequence behind which to go on.
     *
     * @param known a sequence that there surely is
     * @throws InvalidInput where it was never an id of this workspace's
     * @throws ProblemException {@code cannot_resume} where it is of a log that isn't there any more, or of a place that
     *     this one hasn't reached
     */
    long sequence(WorkspaceId workspace, String id, long known) {
        if (!POSITION.matcher(id).matches()) {
            throw new InvalidInput("", "must be the id of an event of this stream");
        }
        Long sequence = read(id).get(layout.partitionOf(workspace));
        if (sequence == null) {
            throw new InvalidInput("", "must be the id of an event of this workspace's");
        }
        if (sequence > known && events.isBeyondEnd(workspace, sequence, PATIENCE)) {
            throw ProblemException.of(ProblemCode.CANNOT_RESUME);
        }
        return sequence;
    }

    private Map<Integer, Long> read(String id) {
        try {
            return tokens.read(id).sequences();
        } catch (ProblemException e) {
            boolean isOurs = id.startsWith(layout.eventsTopicId() + ":");
            throw switch (e.code()) {
                case TOKEN_GONE -> ProblemException.of(ProblemCode.CANNOT_RESUME);
                case TOKEN_UNKNOWN ->
                    isOurs
                            ? new InvalidInput("", "must be the id of an event of this stream")
                            : ProblemException.of(ProblemCode.CANNOT_RESUME);
                default -> e;
            };
        }
    }
}
