package io.roundtable.runtime.command;

import static io.roundtable.runtime.People.ALICE;
import static io.roundtable.runtime.People.BOB;
import static io.roundtable.runtime.People.LAB;
import static io.roundtable.runtime.People.OLGA;
import static io.roundtable.runtime.People.by;
import static io.roundtable.runtime.People.createSandbox;
import static io.roundtable.runtime.People.createWorkspace;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.DeliveryEvent.MessageOffered;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.LeaseCommand.ExpireLease;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.Topics;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.runtime.People;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is due becomes a command once, however often it is looked for. */
final class TimersTest {

    private static final Duration SILENCE = Duration.ofSeconds(61);

    @TempDir
    private Path dir;

    private static MockProducer<byte[], byte[]> producer(boolean completes) {
        return new MockProducer<>(completes, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** With sandboxes that were heard of at noon. */
    private TestEngine heard(String where, MockProducer<byte[], byte[]> timers, SandboxId... sandboxes) {
        var engine = new TestEngine(dir.resolve(where), TestEngine.Parts.USUAL.with(timers));
        engine.give(by(OLGA, 1, createWorkspace(LAB)));
        for (int i = 0; i < sandboxes.length; i++) {
            engine.give(by(OLGA, 10 + i, createSandbox(LAB, sandboxes[i])));
            engine.give(by(OLGA, 1_000_000 + i, new RecordHeartbeat(LAB, sandboxes[i], Health.HEALTHY, null)));
        }
        engine.written();
        return engine;
    }

    private static CommandEnvelope command(ProducerRecord<byte[], byte[]> entry) {
        return TestEngine.CODEC.command(entry.headers(), entry.value());
    }

    private static void seconds(TestEngine engine, int count) {
        for (int i = 0; i < count; i++) {
            engine.driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    @Test
    void shouldAppendNothingBeforeItIsDue() {
        var timers = producer(true);
        try (var engine = heard("a", timers, ALICE)) {
            seconds(engine, 59);

            assertThat(timers.history()).isEmpty();
        }
    }

    @Test
    void shouldAppendOneCommandForWhatIsDueThoughLookedForManyTimes() {
        // Given
        var timers = producer(true);
        try (var engine = heard("a", timers, ALICE, BOB)) {
            // When
            seconds(engine, 200);

            // Then
            assertThat(timers.history())
                    .extracting(entry -> command(entry).command())
                    .containsExactlyInAnyOrder(
                            new ExpireHealth(LAB, ALICE, TestEngine.NOON.plusSeconds(60)),
                            new ExpireHealth(LAB, BOB, TestEngine.NOON.plusSeconds(60)));
            assertThat(timers.history()).allSatisfy(entry -> {
                assertThat(command(entry).commandId().isTimers()).isTrue();
                assertThat(entry.topic()).isEqualTo(Topics.COMMANDS);
                assertThat(entry.partition()).isZero();
            });
            assertThat(engine.written()).as("a timer decides nothing itself").isEmpty();
        }
    }

    @Test
    void shouldGiveTheSameIdWhoeverAppends() {
        // Given
        var first = producer(true);
        var second = producer(true);
        try (var one = heard("a", first, ALICE);
                var other = heard("b", second, ALICE)) {
            // When
            seconds(one, 100);
            seconds(other, 70);
        }

        // Then
        assertThat(second.history()).hasSize(1);
        assertThat(command(second.history().getFirst()))
                .isEqualTo(command(first.history().getFirst()));
    }

    @Test
    void shouldTryAgainWhatTheLogDidNotTake() {
        // Given
        var timers = producer(false);
        try (var engine = heard("a", timers, ALICE)) {
            seconds(engine, 62);
            assertThat(timers.history()).hasSize(1);

            // When
            timers.errorNext(new TimeoutException("away"));
            seconds(engine, 1);

            // Then
            assertThat(timers.history()).hasSize(2);
            assertThat(command(timers.history().getLast()))
                    .isEqualTo(command(timers.history().getFirst()));
            timers.completeNext();
            seconds(engine, 10);
            assertThat(timers.history()).hasSize(2);
        }
    }

    @Test
    void shouldStopAtTheFirstThatFailsAtOnceAndAppendTheRestLater() {
        // Given
        var timers = producer(true);
        try (var engine = heard("a", timers, ALICE, BOB)) {
            timers.sendException = new TimeoutException("no metadata");

            // When
            seconds(engine, 65);
            assertThat(timers.history()).isEmpty();
            timers.sendException = null;
            seconds(engine, 1);

            // Then
            assertThat(timers.history()).hasSize(2);
        }
    }

    @Test
    void shouldNotKeepOthersWaitingForCommandsThatAreNeverDecided() {
        // Given
        var many = java.util.stream.IntStream.range(0, 1_500)
                .mapToObj(i -> new SandboxId("sb_number" + (10_000 + i)))
                .toArray(SandboxId[]::new);
        var timers = producer(true);
        try (var engine = heard("a", timers, many)) {
            // When
            seconds(engine, 64);

            // Then
            assertThat(timers.history()).hasSize(1_500);
        }
    }

    @Test
    void shouldDecideWhatItAppendedAndLookOnFromThere() {
        // Given
        var timers = producer(true);
        try (var engine = heard("a", timers, ALICE)) {
            seconds(engine, 61);

            // When
            engine.after(SILENCE).give(command(timers.history().getFirst()));
            engine.give(command(timers.history().getFirst()));
            seconds(engine, 200);

            // Then
            assertThat(engine.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.event())
                            .isInstanceOfSatisfying(
                                    SandboxHealthReported.class,
                                    reported -> assertThat(reported.health()).isEqualTo(Health.DEGRADED)));
            assertThat(engine.replies())
                    .as("the repeat is answered, and changes nothing")
                    .hasSize(2);
            assertThat(timers.history())
                    .extracting(entry -> command(entry).command())
                    .isEqualTo(List.of(
                            new ExpireHealth(LAB, ALICE, TestEngine.NOON.plusSeconds(60)),
                            new ExpireHealth(LAB, ALICE, TestEngine.NOON.plusSeconds(180))));
        }
    }

    @Test
    void shouldForgetWhatItAppendedWhenThatIsDueNoMore() {
        // Given
        var timers = producer(true);
        var appender = new TimerAppender(timers, TestEngine.CODEC, new Partitions(1), Clock.systemUTC());
        try (var engine = heard("a", producer(true), ALICE, BOB)) {
            KeyValueStore<Bytes, byte[]> store = engine.driver.getKeyValueStore(CommandProcessor.STATE);
            var asked = new Timers(store, appender);
            asked.append(TestEngine.NOON.plus(SILENCE));
            assertThat(asked.remembered()).isEqualTo(2);

            // When
            engine.after(SILENCE);
            timers.history().forEach(entry -> engine.give(command(entry)));
            asked.append(TestEngine.NOON.plus(SILENCE));

            // Then
            assertThat(asked.remembered()).isZero();
            assertThat(timers.history()).hasSize(2);
        }
    }

    /** Alice has sent Bob a message, and he has it for 30 s. */
    private TestEngine leased(MockProducer<byte[], byte[]> timers) {
        var engine = heard("a", timers, ALICE, BOB);
        engine.give(by(OLGA, 2, People.send(1, "1")));
        engine.give(by(OLGA, 3, new LeaseMessages(LAB, BOB, 1, null)));
        engine.written();
        return engine;
    }

    @Test
    void shouldEndALeaseByTheBrokersTimeAndAskAgainWhenItsOwnClockIsAhead() {
        // Given
        var timers = producer(true);
        try (var engine = leased(timers)) {
            seconds(engine, 32);

            // When
            engine.after(Duration.ofSeconds(10)).give(command(timers.history().getFirst()));
            seconds(engine, 2);

            // Then
            assertThat(engine.events()).as("the broker says that it isn't over").isEmpty();
            assertThat(timers.history()).hasSize(2);
            assertThat(command(timers.history().getLast()))
                    .isEqualTo(command(timers.history().getFirst()));
            engine.after(Duration.ofSeconds(20)).give(command(timers.history().getLast()));
            assertThat(engine.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.event()).isInstanceOf(MessageReturned.class));
        }
    }

    @Test
    void shouldAskAgainLessAndLessOftenWhereItsClockIsFarAhead() {
        // Given
        var timers = producer(true);
        try (var engine = leased(timers)) {
            // When
            int given = 0;
            for (int second = 0; second < 330; second++) {
                seconds(engine, 1);
                for (; given < timers.history().size(); given++) {
                    engine.give(command(timers.history().get(given)));
                }
            }

            // Then
            assertThat(timers.history().stream().filter(entry -> command(entry).command() instanceof ExpireLease))
                    .hasSizeBetween(8, 15);
        }
    }

    @Test
    void shouldAskInOneGoForWhatAFoldOfTheLogTellsAndForWhatItDoesNot() {
        // Given
        var timers = producer(true);
        try (var engine = leased(timers)) {
            // When
            seconds(engine, 61);

            // Then
            assertThat(timers.history())
                    .extracting(entry -> command(entry).command().getClass().getSimpleName())
                    .containsExactly("ExpireLease", "ExpireHealth", "ExpireHealth");
            seconds(engine, 60);
            assertThat(timers.history()).as("none of them is decided").hasSize(3);
        }
    }

    @Test
    void shouldNeverAskTooEarlyForATimeFinerThanAMillisecond() {
        // Given
        var timers = producer(true);
        var hour = TestEngine.NOON.plusSeconds(10).plusNanos(300);
        try (var engine = heard("a", producer(true), ALICE, BOB)) {
            var words = new Utterance(MessageType.REQUEST, new RawJson("1"), null, null, null, hour, null);
            engine.give(by(OLGA, 2, new SendMessage(LAB, People.message(1), ALICE, BOB, words)));
            engine.written();
            var asked = new Timers(
                    engine.driver.getKeyValueStore(CommandProcessor.STATE),
                    new TimerAppender(timers, TestEngine.CODEC, new Partitions(1), Clock.systemUTC()));
            asked.append(TestEngine.NOON.plusSeconds(10));
            assertThat(timers.history()).isEmpty();

            // When
            asked.append(TestEngine.NOON.plusSeconds(10).plusMillis(1));
            engine.at(TestEngine.NOON.plusSeconds(10).plusMillis(1))
                    .give(command(timers.history().getFirst()));

            // Then
            assertThat(engine.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.event()).isInstanceOf(MessageOffered.class));
            asked.append(TestEngine.NOON.plusSeconds(20));
            assertThat(timers.history()).hasSize(1);
        }
    }
}
