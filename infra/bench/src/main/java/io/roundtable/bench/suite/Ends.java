package io.roundtable.bench.suite;

import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.installation.Stack;
import io.roundtable.bench.installation.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** When all that was sent is acknowledged and in the tables. */
final class Ends {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** Kept by the projection together with the rows of the messages. */
    private static final String DELIVERED = """
        SELECT coalesce(sum(messages), 0) FROM projection.message_count
        WHERE status = 'delivered' AND workspace_id = ANY (?)
        """;

    /** What became of commands is written by another part of the projector. */
    private static final String OUTCOMES =
            "SELECT count(*) FROM projection.command_outcome WHERE workspace_id = ANY (?)";

    private final Stack stack;

    Ends(Stack stack) {
        this.stack = stack;
    }

    /**
     * Waits for two minutes at most until so many messages are acknowledged, and half a second has brought no more outcomes.
     *
     * @throws BenchFailure where it takes longer
     */
    void await(List<Room> rooms, long messages) throws SQLException {
        var workspaces = rooms.stream().map(Room::workspace).toArray(String[]::new);
        try (var connection = stack.database()) {
            Waiting.until(
                    messages + " messages to be acknowledged in the tables",
                    PATIENCE,
                    BETWEEN_LOOKS,
                    () -> count(connection, DELIVERED, workspaces) >= messages);
            var last = new long[] {-1};
            Waiting.until("the outcomes of all commands", PATIENCE, BETWEEN_LOOKS, () -> {
                long before = last[0];
                last[0] = count(connection, OUTCOMES, workspaces);
                return last[0] == before;
            });
        }
    }

    /** All that are in the tables by now. */
    long messages() throws SQLException {
        try (var connection = stack.database();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT coalesce(sum(messages), 0) FROM projection.message_count")) {
            var _ = row.next();
            return row.getLong(1);
        }
    }

    private static long count(Connection connection, String query, String[] workspaces) {
        try (var statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("text", workspaces));
            try (var row = statement.executeQuery()) {
                var _ = row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new BenchFailure("the tables can't be asked", e);
        }
    }
}
