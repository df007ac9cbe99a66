package io.roundtable.bench.sink;

import io.roundtable.bench.installation.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * How the sink is set up: arrays instead of rows, as large batches as help it, and no schema in each record.
 *
 * @param schema where its tables are
 */
record SinkSettings(Stack stack, String schema) {
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    /** Tried from 500 to 10,000: more helps little. */
    private static final String BATCH = "5000";

    Path worker(Path directory, int port) throws IOException {
        return write(
                directory.resolve("connect-worker.properties"),
                Map.of(
                        "bootstrap.servers",
                        stack.bootstrapServers(),
                        "listeners",
                        "http://127.0.0.1:" + port,
                        "key.converter",
                        JSON,
                        "value.converter",
                        JSON,
                        "offset.storage.file.filename",
                        directory.resolve("connect-offsets").toString(),
                        "plugin.discovery",
                        "hybrid_warn",
                        "connector.client.config.override.policy",
                        "All"));
    }

    Path connector(Path directory, Table table) throws IOException {
        var settings = new Properties();
        settings.putAll(Map.of(
                "name",
                table.name(),
                "connector.class",
                "io.debezium.connector.jdbc.JdbcSinkConnector",
                "tasks.max",
                "1",
                "topics",
                FlatTopics.topic(table),
                "key.converter",
                JSON,
                "key.converter.schema.content",
                table.connectSchema(true),
                "value.converter",
                JSON,
                "value.converter.schema.content",
                table.connectSchema(false)));
        settings.putAll(stack.databaseAccess("connection.url", "connection.username", "connection.password"));
        settings.putAll(Map.of(
                "insert.mode",
                "upsert",
                "primary.key.mode",
                "record_key",
                "schema.evolution",
                "none",
                "collection.name.format",
                schema + "." + table.name(),
                "dialect.postgres.unnest.insert.enabled",
                "true",
                "batch.size",
                BATCH,
                "consumer.override.max.poll.records",
                BATCH,
                "consumer.override.auto.offset.reset",
                "earliest"));
        return write(directory.resolve("connect-" + table.name() + ".properties"), settings);
    }

    private static Path write(Path file, Map<?, ?> settings) throws IOException {
        var properties = new Properties();
        properties.putAll(settings);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }
}
