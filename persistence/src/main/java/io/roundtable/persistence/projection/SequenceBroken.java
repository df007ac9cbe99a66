package io.roundtable.persistence.projection;

/**
 * What was read doesn't follow what is written. The partition has to stop and somebody has to look: going on would make
 * the tables differ from the log.
 */
public final class SequenceBroken extends RuntimeException {

    /** In which way. */
    public enum Kind {
        GAP,
        STEP_BACK,
        OTHER_TOPIC
    }

    private final Kind kind;

    private SequenceBroken(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public static SequenceBroken sequence(Checkpoint from, long expected, long found, long offset) {
        Kind kind = found > expected ? Kind.GAP : Kind.STEP_BACK;
        String what = kind == Kind.GAP ? "a gap" : "a step back";
        return new SequenceBroken(
                kind,
                "%s, partition %d: %s, sequence %d was expected and %d is at offset %d."
                                .formatted(from.projection(), from.partition(), what, expected, found, offset)
                        + " Seek to the checkpoint's offset (" + from.offset() + ") and read again, committed records"
                        + " only; if it stays so, somebody else has written to the log, or restored it.");
    }

    static SequenceBroken offset(Checkpoint from, long next, long offset) {
        return new SequenceBroken(
                Kind.STEP_BACK,
                "%s, partition %d: a step back, reading had come to offset %d and got offset %d."
                                .formatted(from.projection(), from.partition(), next, offset)
                        + " Seek to the checkpoint's offset (" + from.offset() + ") and read again.");
    }

    static SequenceBroken otherTopic(Checkpoint found, String topicId) {
        return new SequenceBroken(
                Kind.OTHER_TOPIC,
                "%s, partition %d: the tables are of topic id %s, and the topic now has id %s, so it was made anew."
                                .formatted(found.projection(), found.partition(), found.topicId(), topicId)
                        + " Restore the old topic, or have the tables made from the new one.");
    }
}
