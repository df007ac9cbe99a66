package io.roundtable.http.operations;

import static io.roundtable.http.operations.ProblemPages.escaped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** An AsyncAPI document as a page: each topic with its facts, and each type with its headers and fields. */
final class TopicPage {

    private static final long MEBIBYTE = 1024 * 1024;

    private final JsonNode document;
    private final FieldTable fields;

    private TopicPage(JsonNode document) {
        this.document = document;
        this.fields = new FieldTable(document);
    }

    static String of(String asyncApi) {
        try {
            return new TopicPage(new YAMLMapper().readTree(asyncApi)).html();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the contract's document of the topics can't be read", e);
        }
    }

    private String html() {
        String topics = StreamSupport.stream(document.path("channels").spliterator(), false)
                .map(this::topic)
                .collect(Collectors.joining());
        return ProblemPages.page("Topics", """
            <h1>Topics</h1>
            %s
            <p>For machines: <a href="/asyncapi.yaml">asyncapi.yaml</a>. Of each type also
            <code>/schemas/{ce_type}</code>.</p>
            %s\
            """.formatted(
                        PlainText.html(document.at("/info/description").asText()), topics));
    }

    private String topic(JsonNode channel) {
        JsonNode kafka = channel.at("/bindings/kafka");
        JsonNode settings = kafka.path("topicConfiguration");
        String types = channel.path("messages").properties().stream()
                .map(message -> message(document.at("/components/messages/" + message.getKey())))
                .collect(Collectors.joining());
        String address = escaped(channel.path("address").asText());
        return """
            <h2 id="%s">%s</h2>
            <p class="facts"><code>%s</code> %s</p>
            %s
            <table><tbody>
            <tr><th>Key</th><td>the workspace's id</td></tr>
            <tr><th>Partitions</th><td>%d, or as many as the installation was made with</td></tr>
            <tr><th>Kept</th><td>%s</td></tr>
            <tr><th>Largest record</th><td>%d MiB</td></tr>
            </tbody></table>
            %s\
            """.formatted(
                        address,
                        escaped(channel.path("title").asText()),
                        address,
                        escaped(channel.path("summary").asText()),
                        PlainText.html(channel.path("description").asText()),
                        kafka.path("partitions").asInt(),
                        kept(settings.path("retention.ms").asLong()),
                        settings.path("max.message.bytes").asLong() / MEBIBYTE,
                        types);
    }

    private static String kept(long milliseconds) {
        long days = Duration.ofMillis(milliseconds).toDays();
        return milliseconds < 0 ? "for ever" : days == 1 ? "a day" : days + " days";
    }

    private String message(JsonNode message) {
        String name = escaped(message.path("name").asText());
        return """
            <details><summary><code>%s</code> %s</summary>
            <h3>Value (<a href="/schemas/%s">schema</a>)</h3>
            %s
            <h3>Headers</h3>
            %s
            %s</details>
            """.formatted(
                        name,
                        PlainText.inline(message.path("summary").asText()),
                        name,
                        fields.of(message.path("payload")),
                        fields.of(message.at("/headers/allOf/0")),
                        example(message.at("/examples/0/payload")));
    }

    private static String example(JsonNode value) {
        return value.isMissingNode() ? "" : "<h3>Example</h3>\n<pre>" + escaped(value.toPrettyString()) + "</pre>\n";
    }
}
