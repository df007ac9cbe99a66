package io.roundtable.bench.sink;

import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Stack;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic for each table, with a record for each row: JSON without a schema, which the reader has been told. */
final class FlatTopics implements AutoCloseable {
    private static final String PREFIX = "bench-sink-";

    /** As many as the product's topics have. */
    private static final int PARTITIONS = 16;

    /** Rows without a column besides their key, a few: nothing that a sink is for. */
    private static final String LEFT_OUT = "event_block";

    private final NewRows rows;
    private final Connection connection;
    private final KafkaProducer<byte[], byte[]> producer;

    FlatTopics(Stack stack, NewRows rows) throws SQLException {
        this.rows = rows;
        this.connection = stack.database();
        try (var admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()))) {
            admin.createTopics(tables().stream()
                            .map(table -> new NewTopic(topic(table), PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new BenchFailure("could not create topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static String topic(Table table) {
        return PREFIX + table.name();
    }

    List<Table> tables() {
        return rows.tables().stream()
                .filter(table -> !table.name().equals(LEFT_OUT))
                .toList();
    }

    /** Some rows of a table, by the values of their keys' columns. */
    record Keys(Table table, List<List<Object>> values) {
        int size() {
            return values.size();
        }
    }

    /** By which to tell that the rows of a table are there: the first and the last of each partition. */
    record Marks(Keys firsts, Keys lasts) {}

    /** Appends what is set aside, each workspace's rows to one partition. Of a table without any there is no mark. */
    List<Marks> fill() throws SQLException {
        var marks = new ArrayList<Marks>();
        for (var table : tables()) {
            if (rows.count(table) > 0) {
                marks.add(fill(table));
            }
        }
        producer.flush();
        return marks;
    }

    private Marks fill(Table table) throws SQLException {
        var firsts = new Object[PARTITIONS];
        var lasts = new Object[PARTITIONS];
        var select =
                "SELECT %s, row_to_json(k)::text, row_to_json(v)::text FROM %s.%s t, LATERAL (SELECT %s) k, LATERAL (SELECT %s) v ORDER BY t.place"
                        .formatted(
                                table.key().stream().map(name -> "t." + name).collect(Collectors.joining(", ")),
                                NewRows.SCHEMA,
                                table.name(),
                                table.key().stream().map(name -> "t." + name).collect(Collectors.joining(", ")),
                                table.listed(column -> "t." + column.asField()));
        connection.setAutoCommit(false); // else the driver fetches all rows at once
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(2_000);
            try (var result = statement.executeQuery(select)) {
                while (result.next()) {
                    var key = key(result, table.key().size());
                    int partition = Math.floorMod(key.getFirst().hashCode(), PARTITIONS);
                    firsts[partition] = firsts[partition] == null ? key : firsts[partition];
                    lasts[partition] = key;
                    var _ = producer.send(new ProducerRecord<>(
                            topic(table), partition, bytes(result, key.size() + 1), bytes(result, key.size() + 2)));
                }
            }
        }
        connection.commit();
        return new Marks(new Keys(table, present(firsts)), new Keys(table, present(lasts)));
    }

    private static List<Object> key(ResultSet result, int columns) throws SQLException {
        var key = new ArrayList<Object>();
        for (int i = 1; i <= columns; i++) {
            key.add(result.getObject(i));
        }
        return key;
    }

    private static byte[] bytes(ResultSet result, int column) throws SQLException {
        return result.getString(column).getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked") // they were put in as such
    private static List<List<Object>> present(@Nullable Object[] keys) {
        var present = new ArrayList<List<Object>>();
        for (var key : keys) {
            if (key != null) {
                present.add((List<Object>) key);
            }
        }
        return present;
    }

    @Override
    public void close() throws SQLException {
        producer.close();
        connection.close();
    }
}
