package io.roundtable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Command;
import io.roundtable.contract.Event;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.workspace.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The language of the tests: {@code given(events).when(command, principal).thenRejected(code)}. A scene has rows of its
 * own and a clock that only the test moves; an accepted decision becomes part of it.
 */
public final class Scene {

    private final Deciders deciders = new Deciders();
    private final MapRows rows = new MapRows();
    private Instant now = Names.NOON;
    private long sequence;
    private @Nullable Long expectedVersion;

    public static Scene given(Event... events) {
        return new Scene().and(events);
    }

    /** The laboratory with an owner, an editor, a viewer, and two sandboxes, Alice and Bob. */
    public static Scene givenLab() {
        return given(
                Names.labCreated(),
                Names.member(Names.EDDA, Role.EDITOR),
                Names.member(Names.VITO, Role.VIEWER),
                Names.created(Names.ALICE),
                Names.created(Names.BOB));
    }

    public Scene and(Event... events) {
        for (Event event : events) {
            deciders.evolve(rows, event, now, ++sequence);
        }
        return this;
    }

    public Scene after(Duration passed) {
        now = now.plus(passed);
        return this;
    }

    /** The next command says that its client has seen this version. */
    public Scene ifMatch(long version) {
        expectedVersion = version;
        return this;
    }

    public Outcome when(Command command, Principal by) {
        var before = rows.rows().toString();
        var decision = deciders.decide(rows, new Asked<>(command, by, now, 7, expectedVersion));
        var again = deciders.decide(rows, new Asked<>(command, by, now, 7, expectedVersion));
        assertThat(again).as("decided again").isEqualTo(decision);
        assertThat(rows.rows().toString()).as("rows after a decision").isEqualTo(before);
        expectedVersion = null;
        if (decision instanceof Decision.Accepted accepted) {
            var happened = new ArrayList<Event>();
            var news = accepted.events();
            while (!news.isEmpty()) {
                and(news.toArray(Event[]::new));
                happened.addAll(news);
                news = deciders.follow(rows, news, new Asked<>(command, by, now, 7, null));
            }
            decision = new Decision.Accepted(happened, accepted.notes(), accepted.version(), accepted.ids());
            accepted.notes().forEach(note -> deciders.note(rows, note));
        }
        Consistency.check(rows.rows());
        return new Outcome(decision);
    }

    public MapRows rows() {
        return rows;
    }

    /** Of the last event. */
    public long sequence() {
        return sequence;
    }

    public Instant now() {
        return now;
    }

    public <R extends Row> R row(RowKey<R> key) {
        return rows.get(key);
    }

    public <R extends Row> Stream<R> all(Class<R> type) {
        return rows.rows().values().stream().filter(type::isInstance).map(type::cast);
    }

    /** What became of a command. */
    public final class Outcome {

        private final Decision decision;

        private Outcome(Decision decision) {
            this.decision = decision;
        }

        public Scene then(Event... events) {
            assertThat(accepted().events()).containsExactly(events);
            assertThat(accepted().notes()).isEmpty();
            return Scene.this;
        }

        public Scene thenNoted(Note note) {
            assertThat(accepted().events()).isEmpty();
            assertThat(accepted().notes()).containsExactly(note);
            return Scene.this;
        }

        /** Of a lease: how many messages wait behind those that it got. */
        public Scene thenLeft(long queued) {
            assertThat(accepted().version()).isEqualTo(queued);
            return Scene.this;
        }

        public Scene thenUnchanged(long version) {
            assertThat(accepted().notes()).isEmpty();
            assertThat(accepted().events()).isEmpty();
            assertThat(accepted().version()).isEqualTo(version);
            return Scene.this;
        }

        public Scene thenAccepted(long version, String... ids) {
            assertThat(accepted().version()).isEqualTo(version);
            assertThat(accepted().ids()).isEqualTo(List.of(ids));
            return Scene.this;
        }

        public Rejection rejected() {
            assertThat(decision).isInstanceOf(Decision.Rejected.class);
            return ((Decision.Rejected) decision).rejection();
        }

        public Scene thenRejected(RejectionCode code, String... words) {
            var rejection = rejected();
            assertThat(rejection.code()).isEqualTo(code);
            assertThat(words).allSatisfy(word -> assertThat(rejection.detail()).contains(word));
            return Scene.this;
        }

        public Decision.Accepted accepted() {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            return (Decision.Accepted) decision;
        }

        public <E extends Event> E only(Class<E> type) {
            assertThat(accepted().events()).hasSize(1).first().isInstanceOf(type);
            return type.cast(accepted().events().getFirst());
        }
    }
}
