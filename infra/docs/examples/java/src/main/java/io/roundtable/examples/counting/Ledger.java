package io.roundtable.examples.counting;

import io.roundtable.contract.Position;
import io.roundtable.contract.consumer.LogEntry;
import io.roundtable.contract.consumer.Start;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The counts, and beside them the position up to which they count. */
final class Ledger {

    private static final String TABLES = """
            create table if not exists handled (
              partition integer primary key, topic_id text not null, sequence bigint not null);
            create table if not exists messages_per_agent (
              sandbox_id text primary key, messages bigint not null);""";

    private static final String COUNT = """
            insert into messages_per_agent (sandbox_id, messages) values (?, ?)
            on conflict (sandbox_id) do update set messages = messages_per_agent.messages + excluded.messages""";

    private static final String BEGIN = """
            insert into handled (sequence, topic_id, partition) values (?, ?, ?) on conflict do nothing""";

    private static final String GO_ON = """
            update handled set sequence = ? where topic_id = ? and partition = ? and sequence = ?""";

    private final Connection database;

    Ledger(Connection database) throws SQLException {
        this.database = database;
        database.setAutoCommit(true);
        try (var statement = database.createStatement()) {
            statement.execute(TABLES);
        }
        database.setAutoCommit(false);
    }

    /** After what is counted; another log than that is refused when reading starts. */
    Start start(int partition) throws SQLException {
        try (var query = database.prepareStatement("select topic_id, sequence from handled where partition = ?")) {
            query.setInt(1, partition);
            try (var row = query.executeQuery()) {
                Start start = row.next()
                        ? Start.after(new Position(row.getString(1), partition, row.getLong(2)))
                        : Start.beginning();
                database.commit();
                return start;
            }
        }
    }

    /** All of it or nothing: where this throws or the process dies, the same entries are read again. */
    void add(List<LogEntry> entries) throws SQLException {
        var tally = Tally.of(entries);
        try {
            for (var stretch : tally.stretches()) {
                move(stretch);
            }
            count(tally.messages());
            database.commit();
        } catch (SQLException | IllegalStateException e) {
            database.rollback();
            throw e;
        }
    }

    /** The messages that each agent has sent, by its id. */
    Map<String, Long> counts() throws SQLException {
        var counts = new TreeMap<String, Long>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("select sandbox_id, messages from messages_per_agent")) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        database.commit();
        return counts;
    }

    /** Only from where the stretch begins: whoever is there already has counted it. */
    private void move(Tally.Stretch stretch) throws SQLException {
        Position last = stretch.last();
        try (var statement = database.prepareStatement(stretch.first() == 1 ? BEGIN : GO_ON)) {
            statement.setLong(1, last.sequence());
            statement.setString(2, last.topicId());
            statement.setInt(3, last.partition());
            if (stretch.first() != 1) {
                statement.setLong(4, stretch.first() - 1);
            }
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("partition " + last.partition() + " is counted by somebody else too");
            }
        }
    }

    private void count(Map<String, Long> messages) throws SQLException {
        try (var statement = database.prepareStatement(COUNT)) {
            for (var agent : messages.entrySet()) {
                statement.setString(1, agent.getKey());
                statement.setLong(2, agent.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
