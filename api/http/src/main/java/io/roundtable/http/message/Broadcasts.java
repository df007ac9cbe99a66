package io.roundtable.http.message;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.Ids;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Given;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.load.Load;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Sends one content to many, and tells of the message that each of them got. */
@Singleton
final class Broadcasts {

    private static final int MAX_RECIPIENTS = 1_000;
    private static final long MAX_ANSWER = 16L * 1024 * 1024;

    private final Answers answers;
    private final MessageReads reads;
    private final Load load;

    Broadcasts(Answers answers, MessageReads reads, Load load) {
        this.load = load;
        this.answers = answers;
        this.reads = reads;
    }

    CompletionStage<HttpResponse<?>> send(HttpRequest<?> request, WorkspaceId workspace, MessageGiven.Broadcast given) {
        var from = Sight.of(request).speaker(given.fromSandboxId());
        var command = new BroadcastMessage(workspace, Ids.message(), from, given.toSandboxIds(), given.utterance());
        load.page(request, answered(given));
        return answers.give(
                Given.of(request, command, given),
                accepted -> Answers.json(HttpStatus.OK, new Entry.All(entries(command, accepted))));
    }

    /** Its answer repeats the content for each; room for it must be there before anything is done. */
    private static long answered(MessageGiven.Broadcast given) {
        var named = given.toSandboxIds();
        long recipients = named == null ? MAX_RECIPIENTS : Math.min(MAX_RECIPIENTS, named.size());
        var content = given.content();
        return content == null
                ? 0
                : Math.min(MAX_ANSWER, recipients * content.text().length());
    }

    /** Where request and reply don't name every recipient and message, as in a repeat, the tables do. */
    private List<Entry> entries(BroadcastMessage command, Verdict.Accepted accepted) {
        var ids = accepted.outcome().ids();
        var entries = new ArrayList<Entry>();
        var named = command.toSandboxIds();
        if (named == null || ids.size() <= named.size()) {
            reads.ofBroadcast(command.workspaceId(), accepted)
                    .forEach(message -> entries.add(Entry.accepted(entries.size(), message)));
            return entries;
        }
        for (int i = 0; i < named.size(); i++) {
            var route = new MessageResource.Route(
                    command.workspaceId(),
                    ids.get(i + 1),
                    ids.getFirst(),
                    command.fromSandboxId(),
                    named.get(i).value());
            entries.add(Entry.accepted(
                    i,
                    MessageResource.of(
                            route,
                            command.utterance(),
                            accepted.reply(),
                            accepted.outcome().decidedAt())));
        }
        return entries;
    }
}
