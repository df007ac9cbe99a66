package io.roundtable.http.feed;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.feed.WorkspaceEvents.Found;
import io.roundtable.http.feed.WorkspaceEvents.Wish;
import io.roundtable.http.json.Listing;
import io.roundtable.http.load.Load;
import io.roundtable.persistence.query.PageRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a workspace's events, as far as the tables have come. A page may be shorter than asked for, and even empty,
 * and go on all the same: what one request reads of the log is bounded.
 */
@Singleton
final class FeedPages {

    /** Of a page. */
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReadGate gate;
    private final FeedIndex index;
    private final WorkspaceEvents events;
    private final Resuming resuming;
    private final Load load;

    FeedPages(ReadGate gate, FeedIndex index, WorkspaceEvents events, Resuming resuming, Load load) {
        this.gate = gate;
        this.index = index;
        this.events = events;
        this.resuming = resuming;
        this.load = load;
    }

    HttpResponse<?> page(HttpRequest<?> request, WorkspaceId workspace) {
        var parameters = new HashSet<>(FeedFilter.PARAMETERS);
        parameters.add("last_event_id");
        var listing = new Listing(request, Set.copyOf(parameters));
        var filter = FeedFilter.of(listing.query());
        Long given = listing.query()
                .parsed("last_event_id", id -> resuming.sequence(workspace, id, index.reflected(workspace)));
        PageRequest<Long> wanted = listing.request(key -> sequence(workspace, key));
        check(wanted, given);
        gate.await(request, workspace);
        index.check();
        long reflected = index.reflected(workspace);
        var wish = new Wish(workspace, filter, wanted.limit(), MAX_BYTES);
        Found found = wanted.descending()
                ? events.before(wish, Objects.requireNonNullElse(wanted.after(), reflected + 1), PATIENCE)
                : events.after(wish, first(wanted.after(), given), reflected, PATIENCE);
        load.page(request, found.bytes());
        boolean isEnd = wanted.descending() ? found.at() <= 1 : found.at() >= reflected;
        return listing.page(
                found.events().stream().map(StructuredEvent::of).toList(),
                isEnd ? null : resuming.id(workspace, found.at()),
                null,
                resuming.id(workspace, reflected));
    }

    private static long first(@Nullable Long cursor, @Nullable Long given) {
        return Objects.requireNonNullElse(cursor, Objects.requireNonNullElse(given, 0L));
    }

    /** A cursor has the form of a position, so that one of another log is none. */
    private long sequence(WorkspaceId workspace, String key) {
        String head = resuming.id(workspace, 0);
        head = head.substring(0, head.length() - 1);
        if (!key.startsWith(head)) {
            throw new InvalidInput("", "is not a cursor of this list");
        }
        return Long.parseLong(key.substring(head.length()));
    }

    private static void check(PageRequest<Long> wanted, @Nullable Long given) {
        if (wanted.counted()) {
            throw new InvalidInput("count", "can't be asked of events: only reading all of them would tell");
        }
        if (given != null && wanted.descending()) {
            throw new InvalidInput("last_event_id", "can't be given with order=desc");
        }
    }
}
