package io.roundtable.examples.counting;

import io.roundtable.contract.Topics;
import io.roundtable.contract.consumer.RoundtableEvents;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the messages that each agent has sent. May be killed at any moment and started again: the counts and how far the
 * log was read are one transaction of the database, and Kafka isn't asked how far that was. Prints the counts whenever
 * they have changed and nothing more has come for a second.
 *
 * <p>It reads all partitions, so one instance runs at a time; a second one is turned away by the ledger. To share the work
 * between several, {@code subscribe} with {@link RoundtableEvents#startingFrom} instead of assigning.
 */
public final class CountMessages {

    private static final Duration POLL = Duration.ofSeconds(1);

    private CountMessages() {}

    /** Arguments: the brokers, a JDBC URL with credentials, and if wanted more of Kafka's settings as {@code name=value}. */
    public static void main(String[] args) throws SQLException {
        var settings = new HashMap<String, Object>(Map.of("bootstrap.servers", args[0], "client.id", "count-messages"));
        for (int i = 2; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        try (var database = DriverManager.getConnection(args[1]);
                var events = RoundtableEvents.consumer(settings)) {
            run(new Ledger(database), events);
        }
    }

    /** Until the thread is interrupted, or something is wrong: a gap, another log, a database that is gone. */
    static void run(Ledger ledger, RoundtableEvents events) throws SQLException {
        var partitions = events.kafka().partitionsFor(Topics.EVENTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        events.kafka().assign(partitions);
        for (var partition : partitions) {
            events.start(partition.partition(), ledger.start(partition.partition()));
        }
        boolean changed = true;
        while (!Thread.currentThread().isInterrupted()) {
            var entries = events.read(events.kafka().poll(POLL));
            if (!entries.isEmpty()) {
                ledger.add(entries);
            } else if (changed) {
                ledger.counts().forEach((agent, messages) -> System.out.println(agent + " " + messages));
            }
            changed = !entries.isEmpty();
        }
    }
}
