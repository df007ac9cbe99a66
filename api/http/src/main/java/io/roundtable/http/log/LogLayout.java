package io.roundtable.http.log;

import io.roundtable.contract.Partitions;
import io.roundtable.contract.Position;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * How the log is laid out, read once at start: it can't change while the log lives.
 *
 * @param eventsTopicId Kafka's id of the events topic, part of every position
 */
public record LogLayout(String eventsTopicId, Partitions partitions) {

    private static final int TIMEOUT_SECONDS = 30;

    /** @throws IllegalStateException where topics are missing or don't have the same number of partitions */
    public static LogLayout read(Admin admin) {
        try {
            Map<String, TopicDescription> topics =
                    admin.describeTopics(Topics.ALL).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            long counts = topics.values().stream()
                    .map(t -> t.partitions().size())
                    .distinct()
                    .count();
            if (counts != 1) {
                throw new IllegalStateException(
                        "the topics differ in their number of partitions; 'roundtable topics check' shows them");
            }
            TopicDescription events = java.util.Objects.requireNonNull(topics.get(Topics.EVENTS));
            return new LogLayout(
                    events.topicId().toString(),
                    new Partitions(events.partitions().size()));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "the topics can't be read; is Kafka up, and has 'roundtable topics apply' been run?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the topics", e);
        }
    }

    public int partitionOf(WorkspaceId workspace) {
        return partitions.of(workspace);
    }

    public Position position(WorkspaceId workspace, long sequence) {
        return new Position(eventsTopicId, partitionOf(workspace), sequence);
    }
}
