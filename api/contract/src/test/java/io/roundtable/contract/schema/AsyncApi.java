package io.roundtable.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.RecordTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The topics as an AsyncAPI 3.0 document, of what {@link Topics}, {@link RecordTypes} and the schemas say. */
final class AsyncApi {

    private static final String BINDING = "0.5.0";
    private static final String PLACE = "#/components/schemas/";
    private static final String FOR_EVER = "-1";
    private static final int REPLICAS = 3;
    private static final List<String> OF_DOCUMENTS = List.of("$schema", "$id", "$defs", "$comment", "examples");
    private static final String ABOUT = """
        What services that build on Roundtable read from Kafka. Every record is a CloudEvent in Kafka's binary mode: \
        attributes and extensions are headers, the value is JSON. `ce_dataschema` names the JSON Schema of the value, \
        which every node serves.

        All topics are keyed by workspace and have as many partitions; the number is chosen once, when an installation is \
        made (16 here), and never changes. Only Roundtable writes.

        **Versions.** A type keeps its meaning for ever. Fields and values of enums may be added: readers pass over what \
        they don't know. Anything else is a new version of the type (`….v2`), announced beforehand; events of old versions \
        stay as they were written.\
        """;

    /** By the names of their records. */
    private static final Map<String, String> TYPES = RecordTypes.all().entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(type -> type.getValue().getSimpleName(), Map.Entry::getKey));

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    private final Map<String, ObjectNode> messages = new TreeMap<>();
    private final Map<String, ObjectNode> generated;

    private AsyncApi(Map<String, ObjectNode> generated) {
        this.generated = generated;
    }

    /** @param schemas every schema, by its type */
    static ObjectNode of(Map<String, ObjectNode> schemas) {
        return new AsyncApi(schemas).document();
    }

    private ObjectNode document() {
        document.put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Roundtable's topics")
                .put("version", "v1")
                .put("description", ABOUT);
        document.put("defaultContentType", "application/json");
        document.putObject("servers")
                .putObject("kafka")
                .put("host", "localhost:9092")
                .put("protocol", "kafka")
                .put("description", "The installation's own brokers.");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        Topics.ALL.forEach(topic -> topic(topic, channels, operations));
        generated.forEach((type, schema) -> schemas.put(type, bundled(schema)));
        ObjectNode components = document.putObject("components");
        messages.forEach(components.putObject("messages")::set);
        schemas.forEach(components.putObject("schemas")::set);
        return document;
    }

    private void topic(String topic, ObjectNode channels, ObjectNode operations) {
        var texts = TopicTexts.of(topic);
        ObjectNode channel = channels.putObject(texts.channel());
        channel.put("address", topic)
                .put("title", texts.title())
                .put("summary", texts.summary())
                .put("description", texts.description());
        ObjectNode held = channel.putObject("messages");
        RecordTypes.on(topic).forEach(type -> {
            messages.computeIfAbsent(type, _ -> message(topic, type));
            held.putObject(type).put("$ref", "#/components/messages/" + type);
        });
        channel.putObject("bindings").set("kafka", binding(topic));
        operations
                .putObject("write-" + texts.channel())
                .put("action", "send")
                .put("summary", "Roundtable writes " + texts.title().toLowerCase(java.util.Locale.ROOT) + ".")
                .putObject("channel")
                .put("$ref", "#/channels/" + texts.channel());
    }

    private static ObjectNode binding(String topic) {
        ObjectNode binding = JsonNodeFactory.instance
                .objectNode()
                .put("topic", topic)
                .put("partitions", Topics.DEFAULT_PARTITIONS)
                .put("replicas", REPLICAS);
        ObjectNode settings = binding.putObject("topicConfiguration");
        settings.putArray("cleanup.policy").add("delete");
        Duration kept = Topics.retention(topic);
        settings.put("retention.ms", kept == null ? Long.parseLong(FOR_EVER) : kept.toMillis())
                .put("retention.bytes", Long.parseLong(FOR_EVER))
                .put("max.message.bytes", Topics.maxRecordBytes(topic));
        if (Topics.isTimedByBroker(topic)) {
            settings.put("message.timestamp.type", "LogAppendTime");
        }
        return binding.put("bindingVersion", BINDING);
    }

    private ObjectNode message(String topic, String type) {
        ObjectNode schema = generatedOf(type);
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("name", type)
                .put("title", schema.path("title").asText())
                .put("summary", schema.path("description").asText())
                .put(
                        "contentType",
                        type.equals(RecordTypes.POISONED) ? "application/octet-stream" : "application/json");
        schemas.putIfAbsent(TopicHeaders.name(topic, type), TopicHeaders.common(topic, type));
        message.set("headers", TopicHeaders.of(topic, type, PLACE));
        message.putObject("payload").put("$ref", PLACE + type);
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        ObjectNode key = kafka.putObject("key").put("type", "string");
        if (type.equals(RecordTypes.POISONED)) {
            key.put("description", "The original's, whatever it was, or none.");
        } else {
            key.put("description", "The workspace.").put("pattern", "^ws_[0-9a-z]{10,32}$");
        }
        kafka.put("bindingVersion", BINDING);
        if (schema.has("examples")) {
            message.putArray("examples")
                    .addObject()
                    .set("payload", schema.path("examples").path(0));
        }
        return message;
    }

    private ObjectNode generatedOf(String type) {
        ObjectNode schema = generated.get(type);
        if (schema == null) {
            throw new IllegalStateException("no schema of " + type);
        }
        return schema;
    }

    /**
     * What the schemas of types have in common stands once, and what it is called means the same everywhere; what is the
     * value of a type stands where that type's is.
     */
    private ObjectNode bundled(ObjectNode schema) {
        schema.path("$defs").properties().forEach(def -> {
            if (TYPES.containsKey(def.getKey())) {
                return;
            }
            ObjectNode moved = moved((ObjectNode) def.getValue());
            ObjectNode there = schemas.putIfAbsent(def.getKey(), moved);
            if (there != null && !there.equals(moved)) {
                throw new IllegalStateException("two records are called " + def.getKey());
            }
        });
        ObjectNode own = moved(schema);
        own.remove(OF_DOCUMENTS);
        return own;
    }

    private static ObjectNode moved(ObjectNode schema) {
        ObjectNode copy = schema.deepCopy();
        for (JsonNode holder : copy.findParents("$ref")) {
            String name = holder.path("$ref").asText().replace("#/$defs/", "");
            String there = TYPES.getOrDefault(name, name);
            ((ObjectNode) holder).set("$ref", TextNode.valueOf(PLACE + there));
        }
        return copy;
    }
}
