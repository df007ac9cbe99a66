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
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Sends one content to many, and tells of the message that each of them got. */
@Singleton
final class Broadcasts {

    private final Answers answers;
    private final MessageReads reads;

    Broadcasts(Answers answers, MessageReads reads) {
        this.answers = answers;
        this.reads = reads;
    }

    CompletionStage<HttpResponse<?>> send(HttpRequest<?> request, WorkspaceId workspace, MessageGiven.Broadcast given) {
        var command = new BroadcastMessage(
                workspace, Ids.message(), given.fromSandboxId(), given.toSandboxIds(), given.utterance());
        return answers.give(
                Given.of(request, command, given),
                accepted -> Answers.json(HttpStatus.OK, new Entry.All(entries(command, accepted))));
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
