package io.roundtable.runtime.archive;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an export stops: after the last event of a time, or of positions, or where the log ends.
 *
 * @param text as it was given; null where the log ends
 * @param topicId that the positions name; null where they name none
 * @param sequences the last one wanted, by partition; empty where it isn't a position
 */
public record Until(
        @Nullable String text,
        @Nullable Instant time,
        @Nullable String topicId,
        Map<Integer, Long> sequences) {

    /** Where the log ends. */
    public static final Until END = new Until(null, null, null, Map.of());

    public Until {
        sequences = Map.copyOf(sequences);
    }

    /**
     * Reads what a person has given.
     *
     * @param text a time in RFC 3339, a consistency token, or {@code partition:sequence} once or more with commas between
     * @throws ArchiveFault where it is none of these
     */
    public static Until parse(String text) {
        try {
            return new Until(text, OffsetDateTime.parse(text).toInstant(), null, Map.of());
        } catch (DateTimeParseException e) {
            return position(text);
        }
    }

    private static Until position(String text) {
        var sequences = new TreeMap<Integer, Long>();
        String topicId = null;
        String entries = text;
        if (text.split(",", 2)[0].chars().filter(c -> c == ':').count() == 2) {
            topicId = text.substring(0, text.indexOf(':'));
            entries = text.substring(text.indexOf(':') + 1);
        }
        for (String entry : entries.split(",", -1)) {
            if (!entry.matches("[0-9]{1,5}:[0-9]{1,18}")) {
                throw new ArchiveFault(
                        "neither a time such as 2026-11-22T12:00:00Z nor a position such as 3:1200: '" + text + "'");
            }
            int colon = entry.indexOf(':');
            sequences.put(Integer.valueOf(entry.substring(0, colon)), Long.valueOf(entry.substring(colon + 1)));
        }
        return new Until(text, null, topicId, sequences);
    }

    /**
     * The same as a place of the log that there is, where it names one that was restored into it with all places kept: a
     * token that somebody noted before goes on meaning what it did.
     *
     * @param log Kafka's id of the topic that there is
     * @param formers logs that were restored into it
     * @throws ArchiveFault where the events had other places there, or haven't all been restored
     */
    public Until in(String log, List<Manifest.FormerLog> formers) {
        var named = formers.stream()
                .filter(former -> former.topicId().equals(topicId))
                .findFirst();
        if (named.isEmpty() || log.equals(topicId)) {
            return this;
        }
        var former = named.get();
        if (former.renumbered()) {
            throw new ArchiveFault(
                    "the position " + text + " is of a log whose events were numbered anew when they were"
                            + " restored; say a time, or a position of now");
        }
        sequences.forEach((partition, sequence) -> {
            if (partition >= former.lastSequences().size()
                    || sequence > former.lastSequences().get(partition)) {
                throw new ArchiveFault(
                        "the position " + text + " is of an event of partition " + partition + " that wasn't restored");
            }
        });
        return new Until(text, time, log, sequences);
    }

    /** @throws ArchiveFault where it says nothing about the partition, or is of another log */
    void check(String log, int partition) {
        if (topicId != null && !topicId.equals(log)) {
            throw new ArchiveFault("the position " + text + " is of another log; this one's is " + log);
        }
        if (!sequences.isEmpty() && !sequences.containsKey(partition)) {
            throw new ArchiveFault("the position " + text + " says nothing about partition " + partition
                    + ", which holds events; name every partition, a time, or a workspace");
        }
    }

    /** Whether the event comes after it; then all that follow in its partition do. */
    boolean isBefore(int partition, LoggedEvent event) {
        if (time != null) {
            return event.time().isAfter(time);
        }
        Long last = sequences.get(partition);
        return last != null && event.sequence() > last;
    }
}
