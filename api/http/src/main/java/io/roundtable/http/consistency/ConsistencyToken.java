package io.roundtable.http.consistency;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Position;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a client has seen of the log, as it stands in {@code Consistency-Token}: {@code topic:partition:sequence}, with
 * further {@code partition:sequence} behind commas where an answer reflects more than one partition. Opaque to clients.
 *
 * @param sequences the last sequence seen, by partition
 */
public record ConsistencyToken(String topicId, Map<Integer, Long> sequences) {

    public static final String HEADER = "Consistency-Token";

    private static final Pattern SYNTAX =
            Pattern.compile("[A-Za-z0-9_-]{22}(:[0-9]{1,5}:[0-9]{1,19})(,[0-9]{1,5}:[0-9]{1,19}){0,9999}");

    public ConsistencyToken {
        sequences = java.util.Collections.unmodifiableMap(new TreeMap<>(sequences));
    }

    public static ConsistencyToken of(Position position) {
        return new ConsistencyToken(position.topicId(), Map.of(position.partition(), position.sequence()));
    }

    /** @throws ProblemException {@code token_unknown} where it isn't a token of this log */
    static ConsistencyToken parse(String text, LogLayout layout) {
        if (!SYNTAX.matcher(text).matches() || !text.startsWith(layout.eventsTopicId() + ":")) {
            throw ProblemException.of(ProblemCode.TOKEN_UNKNOWN);
        }
        var sequences = new TreeMap<Integer, Long>();
        for (String entry : text.substring(layout.eventsTopicId().length() + 1).split(",", -1)) {
            int colon = entry.indexOf(':');
            try {
                var position = new Position(
                        layout.eventsTopicId(),
                        Integer.parseInt(entry.substring(0, colon)),
                        Long.parseLong(entry.substring(colon + 1)));
                if (position.partition() >= layout.partitions().count()) {
                    throw ProblemException.of(ProblemCode.TOKEN_UNKNOWN);
                }
                sequences.put(position.partition(), position.sequence());
            } catch (NumberFormatException | InvalidInput e) {
                throw ProblemException.of(ProblemCode.TOKEN_UNKNOWN);
            }
        }
        return new ConsistencyToken(layout.eventsTopicId(), sequences);
    }

    @Override
    public String toString() {
        return topicId + ":"
                + sequences.entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue())
                        .collect(Collectors.joining(","));
    }
}
