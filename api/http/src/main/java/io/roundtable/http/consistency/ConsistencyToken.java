package io.roundtable.http.consistency;

import io.roundtable.contract.Position;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a client has seen of the log, as it stands in {@code Consistency-Token}: {@code topic:partition:sequence}, with
 * further {@code partition:sequence} behind commas where an answer reflects more than one partition. Opaque to clients.
 *
 * @param sequences the last sequence seen, by partition
 */
public record ConsistencyToken(String topicId, Map<Integer, Long> sequences) {

    public static final String HEADER = "Consistency-Token";

    /** A partition of up to 5 digits, a sequence of up to 19, a colon between and a comma after them. */
    private static final int MAX_ENTRY = 26;

    public ConsistencyToken {
        sequences = java.util.Collections.unmodifiableMap(new TreeMap<>(sequences));
    }

    public static ConsistencyToken of(Position position) {
        return new ConsistencyToken(position.topicId(), Map.of(position.partition(), position.sequence()));
    }

    /** @throws ProblemException {@code token_unknown} where it isn't a token of this log */
    public static ConsistencyToken parse(String text, LogLayout layout) {
        String head = layout.eventsTopicId() + ":";
        int partitions = layout.partitions().count();
        if (!text.startsWith(head) || text.length() > head.length() + (long) partitions * MAX_ENTRY) {
            throw ProblemException.of(ProblemCode.TOKEN_UNKNOWN);
        }
        var sequences = new TreeMap<Integer, Long>();
        for (String entry : text.substring(head.length()).split(",", partitions + 1)) {
            int colon = entry.indexOf(':');
            long partition = colon < 0 ? -1 : number(entry.substring(0, colon));
            long sequence = number(entry.substring(colon + 1));
            if (partition < 0 || partition >= partitions || sequence < 0) {
                throw ProblemException.of(ProblemCode.TOKEN_UNKNOWN);
            }
            sequences.merge((int) partition, sequence, Math::max);
        }
        return new ConsistencyToken(layout.eventsTopicId(), sequences);
    }

    /** What the ASCII digits say; -1 where it isn't 1 to 19 of them or more than a long holds. */
    private static long number(String digits) {
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= 19
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        try {
            return isNumber ? Long.parseLong(digits) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    public String toString() {
        return topicId + ":"
                + sequences.entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue())
                        .collect(Collectors.joining(","));
    }
}
