package io.roundtable.app.endtoend;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who said what to whom, in order, by conversation: as a file of the import has it, or as the workspaces of a person
 * have it. Contents are compared as they came, character by character.
 */
record Transcript(Map<String, List<Said>> conversations) {

    record Said(
            String from, String to, String type, @Nullable String correlation, String content) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Line(
            String conversation,
            String from,
            String to,
            String messageType,
            @Nullable String correlationId,
            RawJson content) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Message(
            String fromSandboxId,
            String toSandboxId,
            String messageType,
            @Nullable String correlationId,
            RawJson content) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Messages(List<Message> data) {}

    static Transcript of(Path file) throws IOException {
        var conversations = new TreeMap<String, List<Said>>();
        for (var text : Files.readAllLines(file)) {
            var line = Json.read(text.getBytes(StandardCharsets.UTF_8), Line.class);
            conversations
                    .computeIfAbsent(line.conversation(), _ -> new ArrayList<>())
                    .add(new Said(
                            line.from(),
                            line.to(),
                            line.messageType(),
                            line.correlationId(),
                            line.content().text()));
        }
        return new Transcript(conversations);
    }

    /** Every workspace of the person, by its name. */
    static Transcript of(Person owner) {
        var conversations = new TreeMap<String, List<Said>>();
        for (var workspace : owner.gets("/v1/workspaces?limit=200").good().data()) {
            var path = "/v1/workspaces/" + workspace.path("workspace_id").asText();
            conversations.put(workspace.path("name").asText(), said(owner, path));
        }
        return new Transcript(conversations);
    }

    int size() {
        return conversations.values().stream().mapToInt(List::size).sum();
    }

    private static List<Said> said(Person owner, String workspace) {
        var names = new HashMap<String, String>();
        owner.gets(workspace + "/sandboxes?limit=200")
                .good()
                .data()
                .forEach(sandbox -> names.put(
                        sandbox.path("sandbox_id").asText(),
                        sandbox.path("name").asText()));
        var said = new ArrayList<Said>();
        for (String cursor = ""; cursor != null; ) {
            Answer page = owner.gets(workspace + "/messages?limit=200" + cursor).good();
            Json.read(page.body(), Messages.class)
                    .data()
                    .forEach(message -> said.add(new Said(
                            names.getOrDefault(message.fromSandboxId(), "?"),
                            names.getOrDefault(message.toSandboxId(), "?"),
                            message.messageType(),
                            message.correlationId(),
                            message.content().text())));
            var next = page.json().at("/pagination/next_cursor");
            cursor = next.isNull() ? null : "&cursor=" + next.asText();
        }
        return said;
    }
}
