package io.roundtable.persistence.projection;

/**
 * How far a projection has come in one partition.
 *
 * @param projection {@link EventProjection#NAME} or {@link OutcomeProjection#NAME}
 * @param topicId Kafka's id of the topic, so that a topic made anew is never mistaken for the old one
 * @param sequence the last that counts; 0 is before the first
 * @param offset where reading goes on: one past the offset of the last record that counts, 0 before the first
 */
public record Checkpoint(String projection, String topicId, int partition, long sequence, long offset) {

    public Checkpoint {
        if (partition < 0 || sequence < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "A checkpoint has no negative figures: partition %d, sequence %d, offset %d"
                            .formatted(partition, sequence, offset));
        }
    }

    Checkpoint movedTo(long newSequence, long newOffset) {
        return new Checkpoint(projection, topicId, partition, newSequence, newOffset);
    }
}
