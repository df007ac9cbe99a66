package io.roundtable.persistence.projection;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * A column as an array of one value for each row.
 *
 * @param name quoted
 * @param element type of the array's elements
 * @param cast what makes an element the column's value, or empty
 */
record ArrayColumn(Field<?> field, String name, String element, String cast) {

    static ArrayColumn of(Field<?> field) {
        String name = '"' + field.getName() + '"';
        Class<?> type = field.getType();
        if (type == String.class) {
            return new ArrayColumn(field, name, "text", "");
        } else if (type == Long.class) {
            return new ArrayColumn(field, name, "int8", "");
        } else if (type == Integer.class) {
            return new ArrayColumn(field, name, "int4", "");
        } else if (type == Boolean.class) {
            return new ArrayColumn(field, name, "bool", "");
        } else if (type == Instant.class) {
            return new ArrayColumn(field, name, "text", "::timestamptz");
        } else if (type == JSON.class) {
            return new ArrayColumn(field, name, "text", "::json");
        } else if (type == JSONB.class) {
            return new ArrayColumn(field, name, "text", "::jsonb");
        }
        throw new IllegalArgumentException("no array of " + type + " for " + field);
    }

    String placeholder() {
        return "?::" + element + "[]";
    }

    String selected() {
        return "u." + name + cast;
    }

    /** How much a row holds here that may be large, in characters. */
    long weight(Record row) {
        return field.getType() == JSON.class && row.get(field) instanceof JSON json
                ? json.data().length()
                : 0;
    }

    void bind(PreparedStatement statement, int index, List<? extends Record> rows) throws SQLException {
        @Nullable Object[] values = values(rows.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = value(rows.get(i).get(field));
        }
        Array array = statement.getConnection().createArrayOf(element, values);
        statement.setArray(index, array);
    }

    /** The driver looks at the array's class to tell how to send it. */
    private @Nullable Object[] values(int size) {
        return switch (element) {
            case "int8" -> new Long[size];
            case "int4" -> new Integer[size];
            case "bool" -> new Boolean[size];
            default -> new String[size];
        };
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case JSON json -> json.data();
            case JSONB json -> json.data();
            case Instant time -> TimeText.of(time);
            case null -> null;
            default -> value;
        };
    }
}
