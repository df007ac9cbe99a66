package io.roundtable.http.inbox;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.InvalidInput;
import io.roundtable.http.ReadModel;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Listing;
import io.roundtable.http.load.Load;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.message.MessageResource;
import io.roundtable.persistence.query.InboxOf;
import io.roundtable.persistence.query.MessageKey;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/** Looks into an inbox and changes nothing. */
@Singleton
final class Peeking {

    private final ReadGate gate;
    private final LogLayout layout;
    private final Tokens tokens;
    private final InboxOf inboxes;
    private final Load load;

    Peeking(ReadGate gate, LogLayout layout, Tokens tokens, ReadModel model, Load load) {
        this.gate = gate;
        this.layout = layout;
        this.tokens = tokens;
        this.inboxes = new InboxOf(model.sql());
        this.load = load;
    }

    HttpResponse<?> peek(HttpRequest<?> request, InboxKey inbox) {
        var listing = new Listing(request, Set.of());
        var wanted = listing.request(Peeking::key);
        gate.await(request, inbox.workspace());
        int partition = layout.partitionOf(inbox.workspace());
        long highWater = inboxes.highWater(inbox.workspace(), inbox.sandbox());
        var seen =
                inboxes.page(partition, inbox.workspace(), inbox.sandbox(), wanted, bytes -> load.page(request, bytes));
        MessageKey next = seen.value().next();
        return listing.page(
                new Listing.Data(
                        seen.value().rows().stream().map(MessageResource::of).toList(),
                        Map.of("high_water", highWater)),
                next == null ? null : next.sequence() + "." + next.copyIndex(),
                seen.value().count(),
                tokens.of(inbox.workspace(), seen.sequence()));
    }

    private static MessageKey key(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new InvalidInput("", "is not a cursor of this list");
        }
        return new MessageKey(Long.parseLong(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }
}
