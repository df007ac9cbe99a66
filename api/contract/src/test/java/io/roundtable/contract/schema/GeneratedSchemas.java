package io.roundtable.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.Reply;
import io.roundtable.contract.wire.EventPatterns;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The schema of every type that is written today, made from its record. */
final class GeneratedSchemas {

    private static final String OPEN =
            "What is null is left out. Readers pass over fields that they don't know, and take a value of an enum that"
                    + " they don't know for another one: both may be added. Limits may be raised.";

    private final Descriptions descriptions = Descriptions.of(Path.of("src", "main", "java"));

    /** By {@code ce_type}. */
    Map<String, ObjectNode> all() {
        var schemas = new TreeMap<String, ObjectNode>();
        RecordTypes.all().forEach((type, record) -> schemas.put(type, of(type, record)));
        schemas.put(RecordTypes.ACCEPTED, reply(RecordTypes.ACCEPTED, "CommandAccepted", "accepted", "rejection"));
        schemas.put(RecordTypes.REJECTED, reply(RecordTypes.REJECTED, "CommandRejected", "rejection", "accepted"));
        schemas.put(RecordTypes.BURIED, buried());
        schemas.put(RecordTypes.POISONED, poisoned());
        schemas.put(RecordTypes.UNDELIVERED, undelivered());
        return schemas;
    }

    private ObjectNode of(String type, Class<?> record) {
        var writer = new SchemaWriter(descriptions);
        ObjectNode body = writer.object(record);
        return document(type, record.getSimpleName(), body, writer);
    }

    /** One class holds both outcomes; the type says which of the two it is. */
    private ObjectNode reply(String type, String title, String present, String absent) {
        var writer = new SchemaWriter(descriptions);
        ObjectNode body = writer.object(Reply.class);
        ObjectNode outcome = body.withObject("/properties").putObject("outcome");
        writer.defs().remove(Reply.Outcome.class.getSimpleName());
        outcome.setAll(writer.object(Reply.Outcome.class));
        outcome.put("description", "What became of the command.");
        outcome.withArray("/required").removeAll().add(present);
        outcome.withObject("/properties").remove(absent);
        // what only the other one refers to
        writer.defs().remove(present.equals("accepted") ? "Rejection" : "Accepted");
        return document(type, title, body, writer);
    }

    private ObjectNode buried() {
        return letter(
                RecordTypes.BURIED,
                "MessageBuried",
                "A message that was given up: the value is the event by which it was sent, byte by byte, and its"
                        + " schema is the one that the header original.ce_dataschema names. There is no value where the"
                        + " log has that event no more. Why it was given up stands in headers.",
                Stream.of(MessageSent.class, MessageBroadcast.class));
    }

    private ObjectNode poisoned() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put(
                "description",
                "A record that could not be handled: the value is its bytes as they were, JSON or not, or none. Where"
                        + " it stood, and why it is here, stands in headers.");
        body.put("contentMediaType", "application/octet-stream");
        return document(RecordTypes.POISONED, "RecordPoisoned", body, new SchemaWriter(descriptions));
    }

    private ObjectNode undelivered() {
        return letter(
                RecordTypes.UNDELIVERED,
                "EventUndelivered",
                "An event that was given up for a subscription: the value is the event, byte by byte, and its schema is"
                        + " the one that the header original.ce_dataschema names. There is no value where the log has"
                        + " that event no more. Which subscription it was, and why, stands in headers.",
                RecordTypes.all().entrySet().stream()
                        .filter(type -> EventPatterns.isKnown(type.getKey()))
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue));
    }

    /** @param originals what may have been given up */
    private ObjectNode letter(String type, String title, String description, Stream<Class<?>> originals) {
        var writer = new SchemaWriter(descriptions);
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("description", description);
        ArrayNode values = body.putArray("anyOf");
        originals.map(writer::ref).forEach(values::add);
        values.addObject()
                .put("description", "No value: the log has the event no more.")
                .put("type", "null");
        return document(type, title, body, writer);
    }

    private static ObjectNode document(String type, String title, ObjectNode body, SchemaWriter writer) {
        ObjectNode schema = JsonNodeFactory.instance
                .objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", RecordCodec.DEFAULT_SCHEMAS + type)
                .put("title", title);
        schema.setAll(body);
        schema.put("$comment", OPEN);
        if (!writer.defs().isEmpty()) {
            ObjectNode all = schema.putObject("$defs");
            writer.defs().forEach(all::set);
        }
        List<JsonNode> examples = Examples.of(type);
        if (!examples.isEmpty()) {
            schema.putArray("examples").addAll(examples);
        }
        return schema;
    }
}
