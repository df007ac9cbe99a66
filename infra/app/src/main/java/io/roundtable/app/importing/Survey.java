package io.roundtable.app.importing;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a first reading of the file has found; takes memory for each conversation, not for each message.
 *
 * @param messages of each conversation, by its id
 * @param faults the first {@value #FAULTS_KEPT} of them
 */
record Survey(Map<String, Integer> messages, List<Fault> faults, long faultCount) {
    static final int FAULTS_KEPT = 20;

    /** A line that isn't a message, and why. */
    record Fault(long line, String detail) {}

    Survey {
        messages = Map.copyOf(messages);
        faults = List.copyOf(faults);
    }

    long messageCount() {
        return messages.values().stream().mapToLong(Integer::longValue).sum();
    }

    static Survey of(Path file) {
        var next = new HashMap<String, Integer>();
        var faults = new ArrayList<Fault>();
        long faultCount = 0;
        try (var reader = new LineReader(file)) {
            for (var line = reader.next(); line != null; line = reader.next()) {
                try {
                    count(line, next);
                } catch (InvalidInput e) {
                    faultCount++;
                    if (faults.size() < FAULTS_KEPT) {
                        faults.add(new Fault(line.number(), describe(e)));
                    }
                }
            }
        }
        return new Survey(next, faults, faultCount);
    }

    private static void count(FileLine line, Map<String, Integer> next) {
        if (line.tooLong()) {
            throw new InvalidInput("", "is longer than 1 MiB");
        }
        requireUtf8(line.bytes());
        var message = ImportLine.parse(line.bytes());
        int wanted = next.getOrDefault(message.conversation(), 0);
        // Past a gap go on from what is there: one fault, not one for each line that follows.
        next.put(message.conversation(), message.seq() + 1);
        if (message.seq() != wanted) {
            throw new InvalidInput(
                    "seq",
                    "must be %d in conversation '%s', not %d".formatted(wanted, message.conversation(), message.seq()));
        }
    }

    private static void requireUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new InvalidInput("", "is not UTF-8");
        }
    }

    private static String describe(InvalidInput e) {
        return e.violations().stream().map(Survey::describe).collect(Collectors.joining("; "));
    }

    private static String describe(Violation violation) {
        return (violation.field().isEmpty() ? "the line" : violation.field()) + " " + violation.message();
    }
}
