package io.roundtable.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.wire.Everything;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.wire.RecordTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Values that a type has had: of events the golden files, of commands and replies what the tests write of them. */
final class Examples {

    private static final int MOST = 3;
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "events");
    private static final JsonNode CONTENT =
            Json.read("{\"task\":\"summarize\",\"pages\":[1,2]}".getBytes(StandardCharsets.UTF_8), JsonNode.class);

    private Examples() {}

    static List<JsonNode> of(String type) {
        Stream<JsonNode> values = RecordTypes.event(type) != null
                ? golden(type)
                : Stream.concat(Everything.COMMANDS.stream(), Everything.REPLIES.stream())
                        .filter(value -> Everything.type(value).equals(type))
                        .map(value -> Json.read(Json.write(value), JsonNode.class));
        return values.map(Examples::readable).distinct().limit(MOST).toList();
    }

    private static Stream<JsonNode> golden(String type) {
        try (var files = Files.list(GOLDEN)) {
            return files
                    .filter(file -> file.getFileName().toString().matches(type + "-\\d+\\.event"))
                    .sorted()
                    .map(Examples::value)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode value(Path file) {
        try {
            String text = Files.readString(file);
            return Json.read(text.substring(text.indexOf("\n\n") + 2).getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Contents of the tests are what breaks readers, and no example to anybody. */
    private static JsonNode readable(JsonNode value) {
        for (JsonNode holder : value.findParents("content")) {
            ((ObjectNode) holder).set("content", Objects.requireNonNull(CONTENT));
        }
        return value;
    }
}
