package io.roundtable.bench.sink;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table whose rows are written again elsewhere.
 *
 * @param key names of the primary key's columns, in their order
 */
record Table(String name, List<Column> columns, List<String> key) {
    Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException(name + " has no primary key");
        }
    }

    List<Column> keyColumns() {
        return columns.stream().filter(column -> key.contains(column.name())).toList();
    }

    /** The columns' names as a list in SQL. */
    String names() {
        return listed(Column::name);
    }

    String listed(Function<Column, String> written) {
        return columns.stream().map(written).collect(Collectors.joining(", "));
    }

    /** Takes an array for each column, in their order. */
    String upsert(String schema) {
        var assigned = columns.stream()
                .map(Column::name)
                .filter(name -> !key.contains(name))
                .map(name -> name + " = excluded." + name)
                .collect(Collectors.joining(", "));
        return "INSERT INTO %s.%s (%s) SELECT %s FROM unnest(%s) AS u (%s) ON CONFLICT (%s) DO %s"
                .formatted(
                        schema,
                        name,
                        names(),
                        listed(Column::selected),
                        listed(column -> "?::" + column.element() + "[]"),
                        names(),
                        String.join(", ", key),
                        assigned.isEmpty() ? "NOTHING" : "UPDATE SET " + assigned);
    }

    /** A schema of Kafka Connect as JSON: of the key's fields, or of all. */
    String connectSchema(boolean isKey) {
        return (isKey ? keyColumns() : columns)
                .stream()
                        .map(column -> column.field(!key.contains(column.name())))
                        .collect(Collectors.joining(",", "{\"type\":\"struct\",\"optional\":false,\"fields\":[", "]}"));
    }
}
