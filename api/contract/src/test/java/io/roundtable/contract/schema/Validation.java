package io.roundtable.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** A validator that isn't ours. */
final class Validation {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Validation() {}

    /** Formats are asserted too. */
    static List<Error> faults(JsonNode schema, JsonNode value) {
        return REGISTRY.getSchema(schema)
                .validate(value, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    /** The same schema for a test that wants every field to be described: what it doesn't know is a fault. */
    static ObjectNode closed(ObjectNode schema) {
        ObjectNode copy = schema.deepCopy();
        copy.findParents("properties").forEach(object -> {
            if (object.path("additionalProperties").isBoolean()) {
                ((ObjectNode) object).put("additionalProperties", false);
            }
        });
        copy.remove("$id");
        return copy;
    }
}
