package io.roundtable.http.deadletter;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.InvalidInput;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Conditions;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Listing;
import io.roundtable.http.json.Representation;
import io.roundtable.http.load.Load;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.PoisonRecords;
import io.roundtable.persistence.query.PoisonView;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads records that could not be handled; blocks. */
@Singleton
final class PoisonReads {

    private static final Set<String> STATUSES = Set.of("waiting", "redriving", "redriven", "discarded");

    private final PoisonRecords records;
    private final Tokens tokens;
    private final Load load;

    PoisonReads(ReadModel model, Tokens tokens, Load load) {
        this.records = new PoisonRecords(model.sql());
        this.tokens = tokens;
        this.load = load;
    }

    HttpResponse<?> list(HttpRequest<?> request) {
        var listing = new Listing(request, Set.of("status", "topic"));
        var query = listing.query();
        var filter = new PoisonRecords.Filter(query.parsed("status", PoisonReads::status), query.text("topic", 249));
        var wanted = listing.request(PoisonReads::key);
        String token = tokens.ofAll();
        var page = records.page(filter, wanted);
        PoisonView.Key next = page.next();
        return listing.page(
                page.rows().stream().map(PoisonResource::of).toList(),
                next == null ? null : next.at() + "|" + next.id(),
                page.count(),
                token);
    }

    HttpResponse<?> one(HttpRequest<?> request, String id) {
        var view = view(id);
        // what it is never changes, what was decided does
        var decision = view.decision();
        String etag = Conditions.etag(1, decision == null ? "waiting" : decision.status());
        return Representation.of(request, whole(request, view), etag, tokens.ofAll());
    }

    PoisonView view(String id) {
        return records.find(id).orElseThrow(() -> ProblemException.of(ProblemCode.DEAD_LETTER_NOT_FOUND));
    }

    PoisonRecords.Bytes bytes(String id) {
        return records.bytes(id);
    }

    /** With its bytes, where there is room for them. */
    PoisonResource whole(HttpRequest<?> request, PoisonView view) {
        load.page(request, size(view.keyBytes()) + size(view.valueBytes()));
        return PoisonResource.of(view, bytes(view.id()));
    }

    private static long size(@Nullable Integer bytes) {
        return Objects.requireNonNullElse(bytes, 0);
    }

    private static String status(String text) {
        if (!STATUSES.contains(text)) {
            throw new InvalidInput("", "must be waiting, redriving, redriven or discarded");
        }
        return text;
    }

    private static PoisonView.Key key(String text) {
        String[] parts = text.split("\\|", 2);
        return new PoisonView.Key(Instant.parse(parts[0]), parts[1]);
    }
}
