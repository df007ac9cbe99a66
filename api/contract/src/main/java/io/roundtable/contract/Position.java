package io.roundtable.contract;

/**
 * A place in the log of events: the consistency token, the id of a streamed event and the checkpoint.
 *
 * @param topicId Kafka's id of the events topic, so that a re-created topic is never mistaken for the old one
 * @param partition 0 or more
 * @param sequence the number of the last event that counts, dense from 1 within its partition; 0 is before the first
 */
public record Position(String topicId, int partition, long sequence) {

    public Position {
        new Check()
                .text("topic_id", topicId, 1, 64)
                .range("partition", partition, 0, Integer.MAX_VALUE)
                .range("sequence", sequence, 0, Long.MAX_VALUE)
                .done();
    }
}
