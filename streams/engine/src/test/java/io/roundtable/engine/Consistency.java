package io.roundtable.engine;

import static io.roundtable.engine.SubscriptionRow.Stage.IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.engine.DeliveryKey.OfChain;
import io.roundtable.engine.DeliveryKey.OfEnded;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.DeliveryKey.OfLink;
import io.roundtable.engine.DeliveryKey.OfReady;
import io.roundtable.engine.DeliveryRow.EndRow;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.InboxRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.Row.DueRow.Kind;
import io.roundtable.engine.Row.MessageRow;
import io.roundtable.engine.RowKey.OfDue;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.SubscriptionRow.AllRow;
import io.roundtable.engine.SubscriptionRow.OneRow;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What must hold between the rows of delivery after every step: the entries alone tell which other rows there must be,
 * and no others may be there.
 */
final class Consistency {

    private static final Set<Stage> QUEUED = EnumSet.of(Stage.WAITING, Stage.BLOCKED, Stage.READY);

    private final SortedMap<String, Row> rows;

    /** Keys of what the entries call for. */
    private final Set<String> wanted = new TreeSet<>();

    /** Numbers of the unfinished messages of a chain. */
    private final Map<OfChain, TreeSet<Long>> chains = new HashMap<>();

    /** Queued, leased, and leased by couriers. */
    private final Map<OfInbox, int[]> counts = new HashMap<>();

    private Consistency(SortedMap<String, Row> rows) {
        this.rows = rows;
    }

    static void check(SortedMap<String, Row> rows) {
        var check = new Consistency(rows);
        under(rows, "e/").forEach(check::entry);
        under(rows, "us/").forEach(check::subscription);
        check.subscriptionsAreListed();
        check.chains();
        check.nothingElse();
        under(rows, "i/").forEach(check::inbox);
        check.orphansAreDrained();
        check.endsCanBeForgotten();
    }

    private void entry(String key, Row row) {
        var entry = (EntryRow) row;
        var parts = key.split("/", -1);
        var workspace = new WorkspaceId(parts[1]);
        var inbox = new OfInbox(workspace, new SandboxId(parts[2]));
        long number = Long.parseLong(parts[3]);
        var said = entry.said();

        assertThat(said.to()).as(key).isEqualTo(inbox.sandbox());
        assertThat(entry.lease() != null).as("lease of " + entry).isEqualTo(entry.stage() == Stage.LEASED);
        assertThat(entry.holder() != null).as("holder of " + entry).isEqualTo(entry.stage() == Stage.LEASED);
        assertThat(entry.due() != null)
                .as("due of " + entry)
                .isEqualTo(entry.stage() == Stage.LEASED || entry.stage() == Stage.WAITING);
        assertThat(entry.tries().attempt())
                .as("attempt of " + entry)
                .isBetween(0, entry.tries().leases());
        want(new OfMessage(workspace, said.message()));
        var message = (MessageRow) Objects.requireNonNull(rows.get(new OfMessage(workspace, said.message()).text()));
        assertThat(message.to()).isEqualTo(said.to());
        assertThat(message.number()).isEqualTo(number);

        var count = counts.computeIfAbsent(inbox, _ -> new int[3]);
        count[0] += QUEUED.contains(entry.stage()) ? 1 : 0;
        count[1] += entry.stage() == Stage.LEASED ? 1 : 0;
        count[2] += entry.pushed() ? 1 : 0;
        if (entry.stage() == Stage.READY) {
            want(new OfReady(workspace, inbox.sandbox(), said.priority(), number));
            var first = ((InboxRow) Objects.requireNonNull(rows.get(inbox.text())))
                    .scan()
                    .first(said.priority());
            assertThat(number).as("a ready number before scans begin").isGreaterThanOrEqualTo(first);
        }
        if (said.chained()) {
            var correlation = Objects.requireNonNull(said.correlationId());
            want(new OfLink(workspace, inbox.sandbox(), correlation, number));
            chains.computeIfAbsent(new OfChain(workspace, inbox.sandbox(), correlation), _ -> new TreeSet<>())
                    .add(number);
        } else {
            assertThat(entry.stage()).as("stage of what has no chain").isNotEqualTo(Stage.BLOCKED);
        }
        due(workspace, entry);
    }

    private void due(WorkspaceId workspace, EntryRow entry) {
        var said = entry.said();
        if (entry.stage() == Stage.WAITING) {
            due(DueRow.ofMessage(
                    Kind.OFFER, workspace, said.to(), said.message(), Objects.requireNonNull(entry.due())));
        }
        if (entry.stage() == Stage.LEASED) {
            due(DueRow.lease(
                    workspace,
                    said.to(),
                    said.message(),
                    Objects.requireNonNull(entry.lease()),
                    Objects.requireNonNull(entry.due())));
        }
        if (said.expiresAt() != null && QUEUED.contains(entry.stage())) {
            due(DueRow.ofMessage(Kind.EXPIRY, workspace, said.to(), said.message(), said.expiresAt()));
        }
    }

    private void subscription(String key, Row row) {
        var parts = key.split("/", -1);
        var subscription = (OneRow) row;
        for (var lane : Lane.values()) {
            var cursor = subscription.of(lane);
            if (cursor != null) {
                assertThat(cursor.due() != null).as("due of " + cursor).isEqualTo(cursor.stage() != IDLE);
                assertThat(subscription.enabled() && cursor.stage() == IDLE && cursor.pending())
                        .as("left lying: " + cursor)
                        .isFalse();
                assertThat(cursor.stage() != IDLE && !subscription.enabled())
                        .as("under way though disabled: " + cursor)
                        .isFalse();
            }
            if (cursor != null && cursor.due() != null) {
                due(DueRow.events(new WorkspaceId(parts[1]), new SubscriptionId(parts[2]), lane, cursor.due()));
            }
        }
    }

    private void subscriptionsAreListed() {
        var listed = new TreeSet<String>();
        under(rows, "u/")
                .forEach((key, row) ->
                        ((AllRow) row).ids().forEach(id -> listed.add("us/" + key.substring(2) + "/" + id)));
        assertThat(under(rows, "us/").keySet()).isEqualTo(listed);
        assertThat(listed)
                .containsAll(under(rows, "ud/").keySet().stream()
                        .map(key -> "us/" + key.substring(3))
                        .toList());
    }

    private void due(DueRow due) {
        want(OfDue.of(due));
        assertThat(rows).containsEntry(OfDue.of(due).text(), due);
    }

    private void want(RowKey<?> key) {
        wanted.add(key.text());
    }

    private void chains() {
        chains.forEach((key, numbers) -> {
            want(key);
            assertThat(rows)
                    .as("head and size of a chain")
                    .containsEntry(key.text(), new DeliveryRow.ChainRow(numbers.first(), numbers.size()));
            for (long number : numbers) {
                var entry = (EntryRow) Objects.requireNonNull(
                        rows.get(new DeliveryKey.OfEntry(key.workspace(), key.sandbox(), number).text()));
                boolean isHead = number == numbers.first();
                assertThat(entry.stage())
                        .as("stage in its chain, at the head: " + isHead)
                        .isNotIn(isHead ? Set.of(Stage.BLOCKED) : Set.of(Stage.READY, Stage.LEASED));
            }
        });
    }

    private void nothingElse() {
        var there = new TreeSet<String>();
        for (String prefix : Set.of("x/", "r/", "c/", "l/", "d/")) {
            there.addAll(under(rows, prefix).keySet());
        }
        assertThat(there).as("rows that entries call for").isEqualTo(wanted);
    }

    private void inbox(String key, Row row) {
        var inbox = (InboxRow) row;
        var parts = key.split("/", -1);
        var id = new OfInbox(new WorkspaceId(parts[1]), new SandboxId(parts[2]));
        var count = counts.getOrDefault(id, new int[3]);
        assertThat(inbox.queued()).as("queued in " + key).isEqualTo(count[0]);
        assertThat(inbox.leased()).as("leased in " + key).isEqualTo(count[1]);
        assertThat(inbox.pushed()).as("leased by couriers in " + key).isEqualTo(count[2]);
        assertThat(inbox.urgentRun()).isNotNegative();
        boolean isThere = rows.containsKey(new OfSandbox(id.workspace(), id.sandbox()).text());
        assertThat(isThere || !inbox.hasNothing()).as("idle queue of nobody").isTrue();
    }

    /** What is queued has an inbox that counts it; and a timer, where nobody can receive it. */
    private void orphansAreDrained() {
        counts.forEach((id, count) -> {
            if (count[0] + count[1] > 0) {
                assertThat(rows).containsKey(id.text());
                boolean isDrained = under(rows, OfDue.PREFIXES.get(1)).values().stream()
                        .map(DueRow.class::cast)
                        .anyMatch(
                                due -> due.kind() == Kind.DRAIN && id.sandbox().equals(due.sandbox()));
                boolean isThere = rows.containsKey(new OfSandbox(id.workspace(), id.sandbox()).text());
                assertThat(isThere || isDrained).as("a drain of " + id).isTrue();
            }
        });
    }

    private void endsCanBeForgotten() {
        under(rows, DeliveryKey.OfEnd.PREFIX).forEach((key, row) -> {
            var parts = key.split("/", -1);
            var ended = new OfEnded(((EndRow) row).at(), new WorkspaceId(parts[2]), new MessageId(parts[3]));
            assertThat(rows).containsKey(ended.text());
        });
    }

    static SortedMap<String, Row> under(SortedMap<String, Row> rows, String prefix) {
        return rows.subMap(prefix, prefix + Character.MAX_VALUE);
    }
}
