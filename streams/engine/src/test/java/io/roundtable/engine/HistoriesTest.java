package io.roundtable.engine;

import static io.roundtable.contract.RejectionCode.BROADCAST_TOO_LARGE;
import static io.roundtable.contract.RejectionCode.IDEMPOTENCY_KEY_REUSED;
import static io.roundtable.contract.RejectionCode.INTERNAL;
import static io.roundtable.contract.RejectionCode.INVALID_CHANGE;
import static io.roundtable.contract.RejectionCode.TOO_MANY_RECIPIENTS;
import static io.roundtable.contract.RejectionCode.TOO_MANY_SUBSCRIPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Command;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.Event;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.Row.BeatRow;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.Row.MemberRow;
import io.roundtable.engine.Row.WorkspaceRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold whatever anybody does, over long histories of commands at random from a printed seed. */
final class HistoriesTest {

    private static final int COMMANDS = 2_000;

    private final Deciders deciders = new Deciders();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    /** A fact and when it happened. */
    private record Dated(Event event, Instant time) {}

    /** A decision and the rows that it was made of. */
    private record Before(MapRows rows, Decision decision) {}

    /** All that a run leaves. */
    private record Run(MapRows state, List<Dated> log, List<Decision> decisions) {}

    private Run run(long seed) {
        return run(seed, (_, _) -> {}, _ -> {});
    }

    /** Runs, and looks at each decision before it holds and at the rows after it. */
    private Run run(long seed, BiConsumer<Asked<Command>, Before> before, Consumer<MapRows> after) {
        var rows = new MapRows();
        var log = new ArrayList<Dated>();
        var decisions = new ArrayList<Decision>();
        var people = new RandomCommands(seed, rows);
        for (int i = 0; i < COMMANDS; i++) {
            Asked<Command> asked = people.next();
            var decision = deciders.decide(rows, asked);
            decisions.add(decision);
            before.accept(asked, new Before(rows, decision));
            if (decision instanceof Decision.Accepted accepted) {
                fold(rows, log, accepted.events(), asked.time());
                for (var news = deciders.follow(rows, accepted.events(), asked);
                        !news.isEmpty();
                        news = deciders.follow(rows, news, asked)) {
                    fold(rows, log, news, asked.time());
                    decisions.add(new Decision.Accepted(news, List.of(), 0, List.of()));
                }
                accepted.notes().forEach(note -> deciders.note(rows, note));
            }
            after.accept(rows);
        }
        return new Run(rows, log, decisions);
    }

    private void fold(MapRows rows, List<Dated> log, List<Event> events, Instant time) {
        for (var event : events) {
            deciders.evolve(rows, event, time, log.size() + 1L);
            log.add(new Dated(event, time));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldDecideTheSameTwice(long seed) {
        var first = run(seed);
        var second = run(seed);

        assertThat(second.decisions()).isEqualTo(first.decisions());
        assertThat(second.log().stream().map(HistoriesTest::text))
                .isEqualTo(first.log().stream().map(HistoriesTest::text).toList());
        assertThat(second.state().rows()).isEqualTo(first.state().rows());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldFoldTheLogAsItIsReadBackToTheStateThatWasLive(long seed) {
        var live = run(seed);
        var folded = new MapRows();

        long sequence = 0;
        for (var dated : live.log()) {
            var read = Json.read(Json.write(dated.event()), dated.event().getClass());
            deciders.evolve(folded, read, dated.time(), ++sequence);
        }

        assertThat(folded.stable()).isEqualTo(live.state().stable());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepTheRowsOfDeliveryInStepAtEveryStep(long seed) {
        var run = run(seed, (_, _) -> {}, rows -> Consistency.check(rows.rows()));

        assertThat(run.log()).isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldLeaseWhatLookingAtEverythingFinds(long seed) {
        var leased = new AtomicInteger();

        run(
                seed,
                (asked, before) -> {
                    if (asked.command() instanceof LeaseMessages command
                            && before.decision() instanceof Decision.Accepted accepted) {
                        var messages = accepted.events().stream()
                                .map(event -> ((MessageLeased) event).messageId())
                                .toList();
                        assertThat(messages).isEqualTo(new NaiveLeasing(before.rows(), command, asked.time()).pick());
                        leased.addAndGet(messages.size());
                    }
                },
                _ -> {});

        assertThat(leased.get()).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldLeaveNothingBehindOfMessagesThatHaveReachedAnEnd(long seed) {
        var rows = run(seed).state();

        new LastDay(deciders, rows).end();

        assertThat(rows.stable().keySet())
                .allMatch(key -> key.matches("(w|wd|m|s|sd|i|h)/.*"))
                .noneMatch(key -> key.startsWith("i/") && !rows.rows().containsKey("s/" + key.substring(2)));
        assertThat(under(rows.rows(), RowKey.OfDue.PREFIXES.get(1), DueRow.class))
                .allMatch(due -> due.kind() == DueRow.Kind.HEALTH);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldReadBackEveryRowAsItIsWritten(long seed) {
        assertThat(run(seed).state().rows().values())
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(Json.read(Json.write(row), row.getClass())).isEqualTo(row));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepItsCountsAndItsChecksRight(long seed) {
        var rows = run(seed).state().rows();

        rows.forEach((key, row) -> {
            if (row instanceof WorkspaceRow workspace) {
                String id = key.substring(2);
                assertThat(workspace.owners()).as("owners").isPositive().isEqualTo((int)
                        under(rows, "m/" + id + "/", MemberRow.class)
                                .filter(member -> member.role() == Role.OWNER)
                                .count());
            }
        });
        var due = under(rows, RowKey.OfDue.PREFIXES.get(1), DueRow.class)
                .filter(check -> check.kind() == DueRow.Kind.HEALTH)
                .map(check -> new RowKey.OfBeat(check.workspace(), Objects.requireNonNull(check.sandbox())).text()
                        + check.due());
        var beats = rows.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof BeatRow beat && beat.checkDue() != null)
                .map(entry -> entry.getKey() + ((BeatRow) entry.getValue()).checkDue());
        assertThat(due).containsExactlyInAnyOrderElementsOf(beats.toList());
        assertThat(rows.keySet().stream().filter(key -> key.startsWith("v/b/")))
                .allSatisfy(key -> assertThat(rows).containsKey("s/" + key.substring(4)));
        assertThat(sandboxes(rows, "sd/")).isEqualTo(sandboxes(rows, "s/"));
    }

    @Test
    void shouldHaveTriedEveryEventAndAllRefusalsButTheRarest() {
        var rare = EnumSet.of(
                TOO_MANY_SUBSCRIPTIONS,
                TOO_MANY_RECIPIENTS,
                BROADCAST_TOO_LARGE,
                INVALID_CHANGE,
                IDEMPOTENCY_KEY_REUSED,
                INTERNAL);
        var events = new HashSet<Class<?>>();
        var refusals = EnumSet.noneOf(RejectionCode.class);
        var notes = new HashSet<Class<?>>();

        seeds().mapToObj(this::run).flatMap(run -> run.decisions().stream()).forEach(decision -> {
            switch (decision) {
                case Decision.Rejected rejected ->
                    refusals.add(rejected.rejection().code());
                case Decision.Accepted accepted -> {
                    accepted.events().forEach(event -> events.add(event.getClass()));
                    accepted.notes().forEach(note -> notes.add(note.getClass()));
                }
            }
        });

        assertThat(events).hasSameSizeAs(DecidersTest.kinds(Event.class).toList());
        // no queue gets long enough for a drain that goes on
        notes.add(Note.DrainGoesOn.class);
        assertThat(notes).hasSameSizeAs(DecidersTest.kinds(Note.class).toList());
        assertThat(refusals).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(rare));
    }

    private static List<String> sandboxes(SortedMap<String, Row> rows, String prefix) {
        return rows.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    /** The bytes of a fact, in a form that can be compared and read. */
    private static String text(Dated dated) {
        return dated.time() + " " + new String(Json.write(dated.event()), StandardCharsets.UTF_8);
    }

    private static <R extends Row> Stream<R> under(SortedMap<String, Row> rows, String prefix, Class<R> type) {
        return rows.tailMap(prefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> type.cast(entry.getValue()));
    }
}
