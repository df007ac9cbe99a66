package io.roundtable.engine.sandbox;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.SANDBOX_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.VERSION_MISMATCH;
import static io.roundtable.contract.RejectionCode.WORKSPACE_NOT_FOUND;
import static io.roundtable.contract.sandbox.Health.DEGRADED;
import static io.roundtable.contract.sandbox.Health.HEALTHY;
import static io.roundtable.contract.sandbox.Health.UNHEALTHY;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.engine.Note.HealthCheckDeferred;
import io.roundtable.engine.Note.HeartbeatNoted;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.RowKey.OfBeat;
import io.roundtable.engine.RowKey.OfDue;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.Scene;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeartbeatsTest {

    /** Where what is due stands that isn't a fold of the log. */
    private static final String VOLATILE_DUE = OfDue.PREFIXES.get(1);

    private static RecordHeartbeat beat(Health health) {
        return new RecordHeartbeat(LAB, ALICE, health, null);
    }

    private static SandboxHealthReported reported(Health health, Instant lastHeartbeat) {
        return new SandboxHealthReported(LAB, ALICE, health, lastHeartbeat, null);
    }

    private static ExpireHealth check(Instant due) {
        return new ExpireHealth(LAB, ALICE, due);
    }

    private static HealthCheckDeferred deferred(Instant until) {
        return new HealthCheckDeferred(LAB, ALICE, until);
    }

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    /** Alice, heard of at noon. */
    private static Scene givenAliceIs(Health health) {
        return givenLab().and(reported(health, NOON));
    }

    private static String check(Instant due, SandboxId sandbox) {
        return OfDue.of(DueRow.health(LAB, sandbox, due)).text();
    }

    private static void assertDue(Scene scene, Instant... due) {
        assertThat(scene.all(DueRow.class)).extracting(DueRow::due).containsExactly(due);
        assertThat(scene.rows().rows().keySet().stream().filter(key -> key.startsWith(VOLATILE_DUE)))
                .containsExactly(
                        Arrays.stream(due).map(time -> check(time, ALICE)).toArray(String[]::new));
    }

    @Test
    void shouldReportTheFirstHeartbeatAndCheckAMinuteLater() {
        var scene = givenLab().when(beat(HEALTHY), ALICES_KEY).then(reported(HEALTHY, NOON));

        assertDue(scene, at(60));
        var row = scene.row(new OfSandbox(LAB, ALICE));
        assertThat(row.health()).isEqualTo(HEALTHY);
        assertThat(row.lastHeartbeatAt()).isEqualTo(NOON);
        assertThat(row.version()).isEqualTo(1);
    }

    @Test
    void shouldOnlyNoteAHeartbeatThatTellsNothingNew() {
        var scene = givenAliceIs(HEALTHY).after(ofSeconds(20));

        scene.when(new RecordHeartbeat(LAB, ALICE, HEALTHY, "fine"), EDITOR)
                .thenNoted(new HeartbeatNoted(LAB, ALICE, HEALTHY, at(20), "fine"));

        var beat = scene.row(new OfBeat(LAB, ALICE));
        assertThat(beat.at()).isEqualTo(at(20));
        assertThat(beat.detail()).isEqualTo("fine");
        assertThat(beat.reportedAt()).isEqualTo(NOON);
        assertThat(scene.row(new OfSandbox(LAB, ALICE)).version()).isEqualTo(1);
        assertDue(scene, at(60));
    }

    @Test
    void shouldReportAgainOnceTenMinutesHavePassed() {
        var scene = givenAliceIs(HEALTHY).after(ofMinutes(10).minusMillis(1));
        scene.when(beat(HEALTHY), ALICES_KEY).thenNoted(new HeartbeatNoted(LAB, ALICE, HEALTHY, scene.now(), null));

        scene.after(ofMillis(1)).when(beat(HEALTHY), ALICES_KEY).then(reported(HEALTHY, at(600)));

        assertDue(scene, at(660));
    }

    @Test
    void shouldReportThatASandboxCallsItselfDegradedAndCheckThreeMinutesLater() {
        var scene = givenAliceIs(HEALTHY).after(ofSeconds(10));

        scene.when(new RecordHeartbeat(LAB, ALICE, DEGRADED, "disk full"), ALICES_KEY)
                .then(new SandboxHealthReported(LAB, ALICE, DEGRADED, at(10), "disk full"));

        assertDue(scene, at(190));
    }

    @Test
    void shouldReportRecovery() {
        for (var before : List.of(DEGRADED, UNHEALTHY)) {
            var scene = givenAliceIs(before).after(ofSeconds(200));
            scene.when(beat(HEALTHY), ALICES_KEY).then(reported(HEALTHY, at(200)));
            assertDue(scene, at(260));
        }
    }

    @Test
    void shouldLeaveTheVersionToThoseWhoEditHoweverHealthChanges() {
        var scene = givenLab();

        scene.when(beat(HEALTHY), ALICES_KEY).thenAccepted(1, ALICE.value());
        scene.after(ofSeconds(60)).when(check(at(60)), TIMER).thenAccepted(1, ALICE.value());
        scene.after(ofMinutes(2)).when(check(at(180)), TIMER).thenAccepted(1, ALICE.value());

        assertThat(scene.row(new OfSandbox(LAB, ALICE)).health()).isEqualTo(UNHEALTHY);
        var rename = new ChangeSandbox(LAB, ALICE, json("{\"name\":\"A\"}"));
        scene.ifMatch(1).when(rename, EDITOR).thenAccepted(2, ALICE.value());
        scene.when(beat(HEALTHY), ALICES_KEY).thenAccepted(2, ALICE.value());
    }

    @Test
    void shouldKeepWholeMillisecondsSoThatKeysAndRowsAgree() {
        var scene = givenLab().after(ofNanos(1_999_999));

        scene.when(beat(HEALTHY), ALICES_KEY).then(reported(HEALTHY, NOON.plusMillis(1)));

        assertDue(scene, at(60).plusMillis(1));
        scene.after(ofSeconds(60))
                .when(check(at(60).plusMillis(1)), TIMER)
                .then(reported(DEGRADED, NOON.plusMillis(1)));
    }

    @Test
    void shouldTakeHeartbeatsFromEditorsAndTheSandboxAlone() {
        givenLab().when(beat(HEALTHY), VIEWER).thenRejected(FORBIDDEN);
        givenLab().when(beat(HEALTHY), TIMER).thenRejected(FORBIDDEN);
        givenLab()
                .when(new RecordHeartbeat(LAB, BOB, HEALTHY, null), ALICES_KEY)
                .thenRejected(FORBIDDEN);
        givenLab().when(beat(HEALTHY), STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
        givenLab().when(new RecordHeartbeat(LAB, NOBODY, HEALTHY, null), EDITOR).thenRejected(SANDBOX_NOT_FOUND);
        givenLab().ifMatch(7).when(beat(HEALTHY), EDITOR).thenRejected(VERSION_MISMATCH);
    }

    @Test
    void shouldTakeHeartbeatsInAnArchivedWorkspace() {
        givenLab().and(labArchived()).when(beat(HEALTHY), ALICES_KEY).then(reported(HEALTHY, NOON));
    }

    @Test
    void shouldBeDegradedAfterAMinuteOfSilence() {
        var scene = givenAliceIs(HEALTHY).after(ofSeconds(60));

        scene.when(check(at(60)), TIMER).then(reported(DEGRADED, NOON));

        assertDue(scene, at(180));
        assertThat(scene.row(new OfSandbox(LAB, ALICE)).lastHeartbeatAt()).isEqualTo(NOON);
        assertThat(scene.row(new OfBeat(LAB, ALICE)).reportedAt()).isEqualTo(at(60));
    }

    @Test
    void shouldBeUnhealthyAfterThreeMinutesAndNotBeCheckedAnyMore() {
        var scene = givenAliceIs(HEALTHY).after(ofSeconds(60));
        scene.when(check(at(60)), TIMER).then(reported(DEGRADED, NOON));

        scene.after(ofMinutes(2)).when(check(at(180)), TIMER).then(reported(UNHEALTHY, NOON));

        assertDue(scene);
    }

    @Test
    void shouldBeUnhealthyAtOnceWhenTheCheckComesThreeMinutesLate() {
        givenAliceIs(HEALTHY).after(ofSeconds(500)).when(check(at(60)), TIMER).then(reported(UNHEALTHY, NOON));
    }

    @Test
    void shouldPutOffTheCheckWhenAHeartbeatHasComeMeanwhile() {
        var scene = givenAliceIs(HEALTHY).after(ofSeconds(20));
        scene.when(beat(HEALTHY), ALICES_KEY);

        scene.after(ofSeconds(40)).when(check(at(60)), TIMER).thenNoted(deferred(at(80)));
        assertDue(scene, at(80));

        scene.after(ofSeconds(20)).when(check(at(80)), TIMER).then(reported(DEGRADED, at(20)));
    }

    @Test
    void shouldLeaveWhoCallsItselfDegradedSoForThreeMinutes() {
        var scene = givenAliceIs(DEGRADED).after(ofSeconds(100));
        scene.when(beat(DEGRADED), ALICES_KEY).thenNoted(new HeartbeatNoted(LAB, ALICE, DEGRADED, at(100), null));

        scene.after(ofSeconds(80)).when(check(at(180)), TIMER).thenNoted(deferred(at(280)));
        scene.after(ofSeconds(100)).when(check(at(280)), TIMER).then(reported(UNHEALTHY, at(100)));
    }

    @Test
    void shouldAskAgainWhenTheTimersClockIsAheadOfTheBrokers() {
        var scene = givenAliceIs(HEALTHY).after(ofSeconds(59));

        scene.when(check(at(60)), TIMER).thenNoted(deferred(at(61)));
        assertDue(scene, at(61));

        scene.after(ofSeconds(2)).when(check(at(61)), TIMER).then(reported(DEGRADED, NOON));
    }

    @Test
    void shouldPassOverAStaleCheck() {
        givenLab().when(check(at(60)), TIMER).thenUnchanged(1);
        givenLab().when(new ExpireHealth(LAB, NOBODY, at(60)), TIMER).thenUnchanged(0);
        givenAliceIs(HEALTHY).after(ofSeconds(60)).when(check(at(59)), TIMER).thenUnchanged(1);
        givenAliceIs(UNHEALTHY).after(ofMinutes(10)).when(check(at(180)), TIMER).thenUnchanged(1);
        givenAliceIs(HEALTHY)
                .and(new SandboxDeleted(LAB, ALICE))
                .after(ofSeconds(60))
                .when(check(at(60)), TIMER)
                .thenUnchanged(0);
    }

    @Test
    void shouldPassOverTheSameCheckTheSecondTime() {
        var scene = givenAliceIs(HEALTHY).after(ofSeconds(60));
        scene.when(check(at(60)), TIMER).then(reported(DEGRADED, NOON));

        scene.when(check(at(60)), TIMER).thenUnchanged(1);
    }

    @Test
    void shouldLetTimersAloneCheck() {
        for (var principal : List.of(OWNER, EDITOR, VIEWER, ALICES_KEY)) {
            givenAliceIs(HEALTHY)
                    .after(ofSeconds(60))
                    .when(check(at(60)), principal)
                    .thenRejected(FORBIDDEN);
        }
        givenAliceIs(HEALTHY).when(check(at(60)), STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
    }

    @Test
    void shouldBeCheckedInAnArchivedWorkspaceToo() {
        givenAliceIs(HEALTHY)
                .and(labArchived())
                .after(ofSeconds(60))
                .when(check(at(60)), TIMER)
                .then(reported(DEGRADED, NOON));
    }

    @Test
    void shouldLeaveNoCheckBehindWhenDeleted() {
        var scene = givenAliceIs(HEALTHY).and(new SandboxDeleted(LAB, ALICE));

        assertDue(scene);
        assertThat(scene.rows().find(new OfBeat(LAB, ALICE))).isNull();
    }

    @Test
    void shouldSortChecksByTime() {
        SandboxId late = ALICE;
        SandboxId early = BOB;

        assertThat(check(at(1), early))
                .isLessThan(OfDue.before(VOLATILE_DUE, at(2)))
                .isLessThan(check(at(2), late));
        assertThat(OfDue.before(VOLATILE_DUE, at(2))).isLessThan(check(at(2), late));
    }
}
