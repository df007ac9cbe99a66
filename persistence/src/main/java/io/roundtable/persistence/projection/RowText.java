package io.roundtable.persistence.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.roundtable.contract.wire.Json;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.UpdatableRecord;
import org.jspecify.annotations.Nullable;

/** A row as one line: the table's name and the columns' values, tabs between them. */
final class RowText {

    private RowText() {}

    static String of(UpdatableRecord<?> row) {
        return row.getTable().getName() + "\t"
                + Arrays.stream(row.intoArray()).map(RowText::text).collect(Collectors.joining("\t"));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "\\N";
            case JSON json -> escaped(json.data());
            case JSONB json -> escaped(canonical(json.data()));
            default -> escaped(value.toString());
        };
    }

    /** The database gives back searched JSON with an order of keys and spaces of its own. */
    private static String canonical(String json) {
        try {
            return Json.shared()
                    .writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(Json.shared().readValue(json, Object.class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }
}
