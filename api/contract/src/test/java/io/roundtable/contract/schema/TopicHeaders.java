package io.roundtable.contract.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordTypes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The headers of records: a CloudEvent's attributes and extensions in Kafka's binary mode, and for dead letters where they
 * come from. All are texts in UTF-8.
 */
final class TopicHeaders {

    private static final String COMMAND = "^cmd_[0-9a-z]{10,32}$";
    private static final String WORKSPACE = "^ws_[0-9a-z]{10,32}$";
    private static final String NUMBER = "^-?[0-9]{1,19}$";
    private static final String SEQUENCE = "^[0-9]{19}$";

    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
    private final Set<String> required = new TreeSet<>();

    private TopicHeaders() {}

    /** What the schema below is called: records of one kind have the same headers. */
    static String name(String topic, String type) {
        return switch (topic) {
            case Topics.COMMANDS -> "CommandHeaders";
            case Topics.EVENTS, Topics.DELIVERIES -> "EventHeaders";
            case Topics.REPLIES -> "ReplyHeaders";
            default ->
                switch (type) {
                    case RecordTypes.BURIED -> "MessageBuriedHeaders";
                    case RecordTypes.UNDELIVERED -> "EventUndeliveredHeaders";
                    default -> "RecordPoisonedHeaders";
                };
        };
    }

    /** Of everything on a topic: a schema in which each type has a field, and what they have in common stands once. */
    static ObjectNode on(String topic) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode types = schema.putObject("properties");
        ObjectNode common = schema.putObject("$defs");
        RecordTypes.on(topic).forEach(type -> {
            types.set(type, of(topic, type, "#/$defs/"));
            common.set(name(topic, type), common(topic, type));
        });
        return schema;
    }

    /** @param place before the name of what records of that kind have in common */
    static ObjectNode of(String topic, String type, String place) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        var both = schema.putArray("allOf");
        both.addObject().put("$ref", place + name(topic, type));
        both.add(ofType(type));
        return schema;
    }

    /** What only the records of one type have. */
    private static ObjectNode ofType(String type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ObjectNode own = schema.putObject("properties");
        own.putObject(CloudEventHeaders.TYPE).put("const", type);
        own.putObject(CloudEventHeaders.DATA_SCHEMA).put("pattern", "/schemas/" + type.replace(".", "\\.") + "$");
        return schema;
    }

    /** The schema of all headers of a record of that type, or of any other of its kind, on that topic. */
    static ObjectNode common(String topic, String type) {
        var headers = new TopicHeaders();
        headers.always("ce_specversion", "The version of CloudEvents.").put("const", "1.0");
        headers.always(CloudEventHeaders.TYPE, "What the record says; it ends in the version.");
        headers.always(CloudEventHeaders.ID, "Unique on its topic: a repeat has the same.");
        headers.always("ce_source", "Which part wrote it.").put("format", "uri-reference");
        headers.always(
                        CloudEventHeaders.TIME,
                        "When the command that it comes of was given; of a command, its sender's"
                                + " clock (the broker's time is the record's own).")
                .put("format", "date-time");
        headers.always(CloudEventHeaders.DATA_SCHEMA, "Where the JSON Schema of the value is.")
                .put("format", "uri");
        ObjectNode content = headers.always(CloudEventHeaders.CONTENT_TYPE, "What the value is.");
        content.put("const", type.equals(RecordTypes.POISONED) ? "application/octet-stream" : CloudEventHeaders.JSON);
        headers.always("ce_subject", "The id of what it is about.");
        ObjectNode key = headers.always(CloudEventHeaders.PARTITION_KEY, "The workspace: the record's key.");
        if (type.equals(RecordTypes.POISONED)) {
            key.put("description", "The workspace, where the key names one; else where the record stood.");
        } else {
            key.put("pattern", WORKSPACE);
        }
        switch (topic) {
            case Topics.COMMANDS -> headers.ofCommands();
            case Topics.EVENTS, Topics.DELIVERIES -> headers.ofEvents();
            case Topics.REPLIES -> headers.ofReplies();
            default -> headers.ofDeadLetters(type);
        }
        return headers.schema();
    }

    private void ofCommands() {
        actor();
        always(CloudEventHeaders.ID, "The command's id, new for each attempt; of a timer's, derived from what is due.")
                .put("pattern", COMMAND);
        always(CloudEventHeaders.SEED, "For whatever is random in the decision.")
                .put("pattern", NUMBER);
        maybe(CloudEventHeaders.IDEMPOTENCY_KEY, "Under which the client may repeat it.");
        maybe(CloudEventHeaders.FINGERPRINT, "A hash of what the client asked for; with an idempotency key only.");
        maybe(CloudEventHeaders.EXPECTED_VERSION, "The version that the client has seen.")
                .put("pattern", NUMBER);
        trace();
    }

    private void ofEvents() {
        actor();
        sequence("Its number within the partition: 1, 2, 3, … without gaps. Topic id, partition and sequence are its"
                + " position.");
        cause();
        maybe(CloudEventHeaders.CORRELATION_ID, "What it belongs to, as whoever began it called that.");
        trace();
    }

    private void ofReplies() {
        sequence("The position in the partition of events that reflects the outcome.");
        cause();
        trace();
    }

    private void ofDeadLetters(String type) {
        always("reason", "Why it is here.");
        always("topic", "Where the original stood.");
        always("partition", "Of that topic.").put("pattern", NUMBER);
        ObjectNode original = JsonNodeFactory.instance.objectNode();
        if (type.equals(RecordTypes.BURIED)) {
            maybe("offset", "Of that partition; missing where the log has the original no more.")
                    .put("pattern", NUMBER);
            maybe(CloudEventHeaders.CORRELATION_ID, "What the message belongs to.");
            always("dead_letter_id", "Under which it is listed, redriven or discarded.");
            always("message_id", "The message.");
            always("to_sandbox_id", "Its recipient.");
            always("attempts", "Leases that counted, since it was last put into the queue.")
                    .put("pattern", NUMBER);
            always("redrives", "How often it was put back into the queue before.")
                    .put("pattern", NUMBER);
            maybe("first_failed_at", "When the first attempt failed.").put("format", "date-time");
            always("last_failed_at", "When it was given up.").put("format", "date-time");
            maybe("last_error", "What the last receiver said.");
            original.put("type", "string");
        } else if (type.equals(RecordTypes.UNDELIVERED)) {
            maybe("offset", "Of that partition; missing where the log has the original no more.")
                    .put("pattern", NUMBER);
            always("subscription_id", "For which it was given up.");
            always("sequence", "Of the event, in its partition.").put("pattern", NUMBER);
            always("attempts", "How many there were.").put("pattern", NUMBER);
            always("last_failed_at", "When it was given up.").put("format", "date-time");
            maybe("last_error", "What the receiver said last.");
            original.put("type", "string");
        } else {
            always("offset", "Of that partition.").put("pattern", NUMBER);
            original.putArray("type").add("string").add("null"); // anybody's, and Kafka's headers may have no value
        }
        maybe("cut", "The sizes that the original had in bytes, where there was no room for all of it.");
        original.put("description", "The original's own headers, as they were.");
        patterns = JsonNodeFactory.instance.objectNode().set("^original\\.", original);
    }

    private ObjectNode patterns = JsonNodeFactory.instance.objectNode();

    private void actor() {
        always(CloudEventHeaders.ACTOR, "On whose behalf: user:…, sandbox:…, sandbox:…/key_… or system:….")
                .put("pattern", "^(user:usr_|sandbox:sb_|system:).+$");
    }

    private void sequence(String description) {
        always(CloudEventHeaders.SEQUENCE, description + " Padded with zeros to 19 digits.")
                .put("pattern", SEQUENCE);
    }

    private void cause() {
        always(CloudEventHeaders.CAUSATION_ID, "The command that it comes of.").put("pattern", COMMAND);
        always(CloudEventHeaders.COMMAND_OFFSET, "Of that command, in the same partition of its topic.")
                .put("pattern", NUMBER);
    }

    private void trace() {
        maybe(CloudEventHeaders.TRACEPARENT, "W3C Trace Context of the request.");
    }

    private ObjectNode always(String name, String description) {
        required.add(name);
        return maybe(name, description);
    }

    private ObjectNode maybe(String name, String description) {
        return properties.putObject(name).put("description", description).put("type", "string");
    }

    private ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.set("properties", properties);
        if (!patterns.isEmpty()) {
            schema.set("patternProperties", patterns);
        }
        var names = schema.putArray("required");
        List.copyOf(required).forEach(names::add);
        return schema;
    }
}
