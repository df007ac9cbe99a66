package io.roundtable.persistence.projection;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.wire.Json;
import java.nio.charset.StandardCharsets;
import org.jooq.JSON;
import org.jooq.JSONB;

/** Values as columns of JSON hold them, in the form in which they stand on the wire. */
final class Jsons {

    private Jsons() {}

    static JSON of(Object value) {
        return JSON.valueOf(text(value));
    }

    /** The text as it came. */
    static JSON of(RawJson value) {
        return JSON.valueOf(value.text());
    }

    static JSONB searched(Object value) {
        return JSONB.valueOf(text(value));
    }

    private static String text(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
