package io.roundtable.http.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.wire.RecordTypes;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Schema (draft 2020-12) of the value of every record in the log, by its {@code ce_type}. */
final class RecordSchemas {

    private RecordSchemas() {}

    static Map<String, ObjectNode> all() {
        var schemas = new TreeMap<String, ObjectNode>();
        RecordTypes.all().forEach((type, record) -> schemas.put(type, new SchemaWriter().write(type, record)));
        schemas.put(RecordTypes.ACCEPTED, reply(RecordTypes.ACCEPTED, "accepted", "rejection"));
        schemas.put(RecordTypes.REJECTED, reply(RecordTypes.REJECTED, "rejection", "accepted"));
        return schemas;
    }

    /** One class holds both outcomes; the type says which of the two it is. */
    private static ObjectNode reply(String type, String present, String absent) {
        ObjectNode schema = new SchemaWriter().write(type, Reply.class);
        ObjectNode outcome = schema.withObject("/$defs/Outcome");
        outcome.withArray("required").removeAll().add(present);
        outcome.withObject("/properties").remove(absent);
        return schema;
    }
}
