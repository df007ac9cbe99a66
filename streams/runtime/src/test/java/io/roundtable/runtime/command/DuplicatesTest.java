package io.roundtable.runtime.command;

import static io.roundtable.runtime.People.ALICE;
import static io.roundtable.runtime.People.LAB;
import static io.roundtable.runtime.People.OLGA;
import static io.roundtable.runtime.People.STRANGER;
import static io.roundtable.runtime.People.by;
import static io.roundtable.runtime.People.commandId;
import static io.roundtable.runtime.People.createSandbox;
import static io.roundtable.runtime.People.createWorkspace;
import static io.roundtable.runtime.People.envelope;
import static io.roundtable.runtime.People.rename;
import static io.roundtable.runtime.People.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandEnvelope.RetryKey;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.Reply.Outcome;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.sandbox.Health;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeats of commands: recognized within the window, whatever becomes of the store. */
final class DuplicatesTest {

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration PURGE = Duration.ofSeconds(10);

    @TempDir
    private Path dir;

    private TestEngine engine;

    @BeforeEach
    void start() {
        engine = new TestEngine(dir).give(by(OLGA, 1, createWorkspace(LAB)));
        engine.written();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static RejectionCode code(Reply reply) {
        return Objects.requireNonNull(reply.outcome().rejection()).code();
    }

    @Test
    void shouldRepeatTheStoredOutcomeUnderTheNewCommandId() {
        // Given
        engine.give(withKey("k", "f", 2, createSandbox(LAB, ALICE)));
        var first = engine.reply();
        engine.give(by(OLGA, 3, rename(LAB, "later"))).written();

        // When
        engine.after(MILLISECOND).give(withKey("k", "f", 4, createSandbox(LAB, ALICE)));

        // Then
        assertThat(engine.replies()).singleElement().satisfies(reply -> {
            assertThat(reply.commandId()).isEqualTo(commandId(4));
            assertThat(reply.replayed()).isTrue();
            assertThat(reply.time()).isEqualTo(TestEngine.NOON.plus(MILLISECOND));
            assertThat(reply.sequence()).isEqualTo(first.sequence());
            assertThat(reply.outcome()).isEqualTo(first.outcome());
        });
        assertThat(engine.written()).isEmpty();
    }

    @Test
    void shouldTellOneWhoReusesAKeyAndRepeatTheFirstAfterThat() {
        // Given
        engine.give(withKey("k", "f", 2, rename(LAB, "a"))).written();

        // When
        engine.give(withKey("k", "g", 3, rename(LAB, "b")));
        engine.give(withKey("k", "f", 4, rename(LAB, "a")));

        // Then
        assertThat(engine.events()).isEmpty();
        var replies = engine.replies();
        assertThat(code(replies.getFirst())).isEqualTo(RejectionCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(replies.getLast().replayed()).isTrue();
        assertThat(replies).hasSize(2);
    }

    @Test
    void shouldScopeKeysToTheirPrincipal() {
        // Given
        engine.give(withKey("k", "f", 2, rename(LAB, "a"))).written();

        // When
        engine.give(envelope(STRANGER, 3, new RetryKey("k", "f"), rename(LAB, "a")));

        // Then
        assertThat(engine.reply().replayed()).isFalse();
    }

    @Test
    void shouldRepeatARefusalThatLastsThoughItWouldBeAcceptedNow() {
        // Given
        engine.give(withKey("k", "f", 2, new io.roundtable.contract.SandboxCommand.DeleteSandbox(LAB, ALICE)));
        assertThat(code(engine.reply())).isEqualTo(RejectionCode.SANDBOX_NOT_FOUND);
        engine.give(by(OLGA, 3, createSandbox(LAB, ALICE))).written();

        // When
        engine.give(withKey("k", "f", 4, new io.roundtable.contract.SandboxCommand.DeleteSandbox(LAB, ALICE)));

        // Then
        assertThat(code(engine.reply())).isEqualTo(RejectionCode.SANDBOX_NOT_FOUND);
        assertThat(engine.events()).isEmpty();
    }

    @Test
    void shouldDecideAfreshAfterARefusalThatDoesNotLast() {
        // Given
        var member = new io.roundtable.contract.UserId(STRANGER.id());
        engine.give(by(
                OLGA,
                2,
                new io.roundtable.contract.WorkspaceCommand.SetMember(
                        LAB, member, io.roundtable.contract.workspace.Role.VIEWER)));
        engine.give(envelope(STRANGER, 3, new RetryKey("k", "f"), rename(LAB, "a")));
        assertThat(code(engine.reply())).isEqualTo(RejectionCode.FORBIDDEN);
        engine.give(by(
                OLGA,
                4,
                new io.roundtable.contract.WorkspaceCommand.SetMember(
                        LAB, member, io.roundtable.contract.workspace.Role.EDITOR)));
        engine.give(by(
                OLGA,
                5,
                new io.roundtable.contract.WorkspaceCommand.SetMember(
                        LAB, member, io.roundtable.contract.workspace.Role.OWNER)));
        engine.written();

        // When
        engine.give(envelope(STRANGER, 6, new RetryKey("k", "f"), rename(LAB, "a")));

        // Then
        assertThat(engine.reply().outcome().accepted()).isNotNull();
        assertThat(engine.events()).hasSize(1);
    }

    @Test
    void shouldMeasureTheWindowInCommandTime() {
        // Given
        engine.give(withKey("k", "f", 2, rename(LAB, "a"))).written();

        // When
        engine.after(TestEngine.WINDOW.minus(MILLISECOND)).give(withKey("k", "f", 3, rename(LAB, "a")));
        engine.after(MILLISECOND).give(withKey("k", "f", 4, rename(LAB, "a")));

        // Then
        assertThat(engine.replies()).extracting(Reply::replayed).containsExactly(true, false);
    }

    @Test
    void shouldForgetAtTwiceTheWindowWhichNobodyCanSee() {
        // Given
        engine.give(withKey("k", "f", 2, rename(LAB, "a")));
        engine.after(TestEngine.WINDOW.plusMillis(2)).give(withKey("k", "f", 3, rename(LAB, "b")));
        assertThat(engine.rows(CommandProcessor.DUPLICATES))
                .as("one key, twice in time")
                .hasSize(3);

        // When
        engine.after(TestEngine.WINDOW.minus(MILLISECOND)).give(by(OLGA, 4, rename(LAB, "c")));
        engine.driver.advanceWallClockTime(PURGE);

        // Then
        assertThat(engine.rows(CommandProcessor.DUPLICATES))
                .as("what is still in the window")
                .hasSize(2);
        engine.written();
        engine.give(withKey("k", "f", 5, rename(LAB, "b")));
        assertThat(engine.reply().replayed()).isTrue();
    }

    @Test
    void shouldLeaveNothingBehindWhenAllIsOld() {
        // Given
        for (int i = 0; i < 50; i++) {
            engine.after(MILLISECOND).give(withKey("k" + i, "f", 10 + i, rename(LAB, "a" + i)));
        }

        // When
        engine.after(TestEngine.WINDOW.multipliedBy(3)).give(by(OLGA, 100, rename(LAB, "z")));
        engine.driver.advanceWallClockTime(PURGE);

        // Then
        assertThat(engine.rows(CommandProcessor.DUPLICATES)).isEmpty();
    }

    @Test
    void shouldPurgeNothingInTheFirstHoursOfTime() {
        var dawn = dir.resolve("dawn");
        try (var early = new TestEngine(dawn)) {
            early.at(Instant.EPOCH.plusMillis(5)).give(withKey("k", "f", 1, createWorkspace(LAB)));

            early.driver.advanceWallClockTime(PURGE);

            assertThat(early.rows(CommandProcessor.DUPLICATES)).hasSize(2);
        }
    }

    @Test
    void shouldAnswerATimersRepeatWithoutHavingRememberedItAndChangeNothing() {
        // Given
        engine.give(by(OLGA, 2, createSandbox(LAB, ALICE)));
        engine.give(by(OLGA, 3, new RecordHeartbeat(LAB, ALICE, Health.HEALTHY, null)));
        var timer = Principal.system("timer");
        var command = by(timer, 4, new ExpireHealth(LAB, ALICE, TestEngine.NOON.plusSeconds(60)));
        engine.after(Duration.ofSeconds(61)).give(command);
        assertThat(engine.events()).as("it was due").hasSize(3);
        engine.written();
        var before = engine.rows(CommandProcessor.STATE);

        // When
        engine.give(command).give(command);

        // Then
        assertThat(engine.events()).isEmpty();
        assertThat(engine.replies()).hasSize(2).noneMatch(Reply::replayed);
        assertThat(engine.rows(CommandProcessor.STATE)).isEqualTo(before);
        assertThat(engine.rows(CommandProcessor.DUPLICATES)).isEmpty();
    }

    @Test
    void shouldKeepEntriesSmallWhateverTheInput() {
        // Given
        var nasty = new RetryKey("|".repeat(300), "\uD83D\uDE00".repeat(63) + "|");
        CommandEnvelope envelope = envelope(OLGA, 2, nasty, rename(LAB, "a"));
        var many = java.util.Collections.nCopies(1_001, "msg_" + "z".repeat(32));
        var accepted = Outcome.of(new Reply.Accepted(Long.MAX_VALUE, many, TestEngine.NOON));
        var reply = new Reply(
                commandId(2), LAB, Instant.parse("9999-12-31T23:59:59.999Z"), false, Long.MAX_VALUE, accepted);

        // When
        var entry = Objects.requireNonNull(Duplicates.entry(envelope, reply));

        // Then
        assertThat(entry.value()).hasSizeLessThanOrEqualTo(200);
        assertThat(entry.key().get()).hasSize(20);
        var read = Duplicates.Earlier.decode(entry.value());
        assertThat(read.isOf(nasty)).isTrue();
        assertThat(read.isOf(new RetryKey("|".repeat(300), "other"))).isFalse();
        assertThat(read.sequence()).isEqualTo(Long.MAX_VALUE);
        assertThat(read.outcome().accepted())
                .satisfies(
                        found -> assertThat(Objects.requireNonNull(found).ids()).isEqualTo(List.of(many.getFirst())));
    }

    @Test
    void shouldKeepEveryRefusalThatLasts() {
        for (var code : RejectionCode.values()) {
            var rejection = new io.roundtable.contract.Rejection(code, "why");
            var reply = new Reply(commandId(2), LAB, TestEngine.NOON, false, 7, Outcome.of(rejection));

            var entry = Duplicates.entry(withKey("k", "f", 2, rename(LAB, "a")), reply);

            assertThat(entry != null).as(code.wire()).isEqualTo(code.isLasting());
            if (entry != null) {
                assertThat(entry.value()).hasSizeLessThanOrEqualTo(200);
                assertThat(new String(entry.value(), StandardCharsets.UTF_8)).endsWith(code.wire());
                assertThat(Duplicates.Earlier.decode(entry.value()).outcome().rejection())
                        .satisfies(read ->
                                assertThat(Objects.requireNonNull(read).code()).isEqualTo(code));
            }
        }
    }
}
