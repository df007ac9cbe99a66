package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Witness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether what a node answers is what its OpenAPI document says of the path, the method and the status. */
final class PublishedAnswers implements Witness {

    /** What any path may answer, as the introduction of the document says. */
    private static final Map<Integer, String> OF_ANY_PATH = Map.of(404, "not_found", 405, "method_not_allowed");

    /** Of all nodes; whoever asks again and again forgets what failed at first. */
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    /** What is answered before a path is known. */
    private static final Set<Integer> OF_NO_PATH = Set.of(400, 401, 403, 404, 405, 408, 413, 414, 431);

    /** What any answer over HTTP/1.1 may have, and what browsers are told; OpenAPI tells the type of the content elsewhere. */
    private static final Set<String> OF_HTTP = Set.of(
            "connection",
            "content-length",
            "content-type",
            "date",
            "transfer-encoding",
            "content-security-policy",
            "referrer-policy",
            "x-content-type-options");

    private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

    private final PublishedApi api;
    private final List<Path> paths;

    /** One path of the document, as a pattern for what may be asked. */
    private record Path(Pattern pattern, int variables, JsonNode operations) {

        static Path of(Map.Entry<String, JsonNode> described) {
            var variables = VARIABLE.matcher(described.getKey());
            return new Path(
                    Pattern.compile(variables.replaceAll("[^/]+")),
                    (int) variables.reset().results().count(),
                    described.getValue());
        }

        boolean matches(String asked) {
            return pattern.matcher(asked).matches();
        }
    }

    private PublishedAnswers(PublishedApi api) {
        this.api = api;
        this.paths = api.document().path("paths").properties().stream()
                .map(Path::of)
                .sorted(Comparator.comparingInt(Path::variables))
                .toList();
    }

    /** The node, whose every answer is as it publishes, or fails whoever asked. */
    static Node watched(Node node) {
        return node.seenBy(new PublishedAnswers(PublishedApi.of(node)));
    }

    @Override
    public void saw(String method, String path, Answer answer) {
        List<String> faults = faults(method, path, answer);
        if (!faults.isEmpty()) {
            var told = "%s %s isn't answered as /openapi.yaml says: %s; it was %s"
                    .formatted(method, path, String.join("; ", faults), answer);
            SEEN.add(told);
            throw new AssertionError(told);
        }
    }

    /** That all answers so far were as they have to be. */
    static void requireAll() {
        assertThat(SEEN).isEmpty();
    }

    private List<String> faults(String method, String path, Answer answer) {
        JsonNode operation = operation(method, path);
        if (operation == null) {
            return OF_NO_PATH.contains(answer.status()) ? List.of() : List.of("there is no such path");
        }
        JsonNode response = api.resolved(operation.path("responses").path(Integer.toString(answer.status())));
        if (answer.code().equals(OF_ANY_PATH.get(answer.status()))) {
            return api.faults(api.document().at("/components/schemas/Problem"), answer.json());
        }
        if (response.isMissingNode()) {
            return List.of(operation.path("operationId").asText() + " has no such status");
        }
        var faults = new ArrayList<>(api.faultsOfHeaders(described(response), headers(answer)));
        faults.addAll(faultsOfBody(response.path("content"), answer));
        return faults;
    }

    private List<String> faultsOfBody(JsonNode content, Answer answer) {
        String type = answer.header("Content-Type").orElse("").split(";", 2)[0];
        if (answer.body().length == 0) {
            return List.of();
        }
        if (!content.has(type)) {
            return List.of("its body isn't described: " + type);
        }
        return type.endsWith("json") ? api.faults(content.path(type).path("schema"), answer.json()) : List.of();
    }

    private Map<String, JsonNode> described(JsonNode response) {
        return response.path("headers").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> api.resolved(header.getValue())));
    }

    private static Map<String, String> headers(Answer answer) {
        var headers = new TreeMap<String, String>();
        answer.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        headers.keySet().removeAll(OF_HTTP);
        return headers;
    }

    /** Null where the document has none. */
    private @Nullable JsonNode operation(String method, String path) {
        String asked = path.split("\\?", 2)[0];
        return paths.stream()
                .filter(candidate -> candidate.matches(asked))
                .findFirst()
                .map(found -> found.operations().get(method.toLowerCase(Locale.ROOT)))
                .orElse(null);
    }
}
