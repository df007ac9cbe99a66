package io.roundtable.engine.sandbox;

import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.engine.Decision;
import io.roundtable.engine.Gate;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Note;
import io.roundtable.engine.Note.HealthCheckDeferred;
import io.roundtable.engine.Note.HeartbeatNoted;
import io.roundtable.engine.Row.BeatRow;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.RowKey.OfBeat;
import io.roundtable.engine.RowKey.OfDue;
import io.roundtable.engine.RowKey.OfSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signs of life and their absence. A heartbeat that tells nothing new is only noted, and leaves the due row where it
 * is: the check that comes too early for it puts itself off, so that a heartbeat costs one small row and no event.
 * What is reported changes the sandbox's health and never its version, which is for those who edit it.
 */
final class Heartbeats {

    /** How long heartbeats that change nothing go without an event. */
    private static final Duration REPORT_EVERY = Duration.ofMinutes(10);

    /** How much later a check asks again that came before its own time, by a clock that is ahead of the broker's. */
    private static final Duration SKEW = Duration.ofSeconds(1);

    private Heartbeats() {}

    static Decision record(Gate gate, RecordHeartbeat command, SandboxRow sandbox) {
        Instant now = gate.asked().time();
        var beat = gate.state().find(new OfBeat(command.workspaceId(), command.sandboxId()));
        String id = command.sandboxId().value();
        boolean news = beat == null
                || beat.health() != command.health()
                || !now.isBefore(beat.reportedAt().plus(REPORT_EVERY));
        return news
                ? Decision.accepted(
                        sandbox.version(),
                        id,
                        new SandboxHealthReported(
                                command.workspaceId(), command.sandboxId(), command.health(), now, command.detail()))
                : Decision.noted(
                        sandbox.version(),
                        id,
                        new HeartbeatNoted(
                                command.workspaceId(), command.sandboxId(), command.health(), now, command.detail()));
    }

    static Decision expire(Gate gate, ExpireHealth command) {
        Instant now = gate.asked().time();
        var sandbox = gate.state().find(new OfSandbox(command.workspaceId(), command.sandboxId()));
        var beat = gate.state().find(new OfBeat(command.workspaceId(), command.sandboxId()));
        String id = command.sandboxId().value();
        if (sandbox == null || beat == null || !command.due().equals(beat.checkDue())) {
            return Decision.unchanged(sandbox == null ? 0 : sandbox.version(), id);
        }
        if (now.isBefore(command.due())) {
            return deferred(command, sandbox, command.due().plus(SKEW));
        }
        var health = Silence.after(beat, now);
        if (health == beat.health()) {
            return deferred(command, sandbox, Objects.requireNonNull(Silence.nextCheck(beat.at(), health)));
        }
        var event =
                new SandboxHealthReported(command.workspaceId(), command.sandboxId(), health, beat.at(), beat.detail());
        return Decision.accepted(sandbox.version(), id, event);
    }

    private static Decision deferred(ExpireHealth command, SandboxRow sandbox, Instant until) {
        var note = new HealthCheckDeferred(command.workspaceId(), command.sandboxId(), until);
        return Decision.noted(sandbox.version(), command.sandboxId().value(), note);
    }

    static void reported(MutableRows state, SandboxHealthReported event, Instant time) {
        var next = Silence.nextCheck(event.lastHeartbeatAt(), event.health());
        var beat = new BeatRow(event.lastHeartbeatAt(), event.health(), event.detail(), time, next);
        moveCheck(state, event.workspaceId(), event.sandboxId(), next);
        state.put(new OfBeat(event.workspaceId(), event.sandboxId()), beat);
    }

    static void note(MutableRows state, Note.OfHealth note) {
        var key = new OfBeat(note.workspaceId(), note.sandboxId());
        switch (note) {
            case HeartbeatNoted noted ->
                state.put(key, state.get(key).again(noted.at(), noted.health(), noted.detail()));
            case HealthCheckDeferred deferred -> {
                moveCheck(state, note.workspaceId(), note.sandboxId(), deferred.until());
                state.put(key, state.get(key).due(deferred.until()));
            }
        }
    }

    static void forget(MutableRows state, WorkspaceId workspaceId, SandboxId sandboxId) {
        moveCheck(state, workspaceId, sandboxId, null);
        state.remove(new OfBeat(workspaceId, sandboxId));
    }

    private static void moveCheck(
            MutableRows state, WorkspaceId workspaceId, SandboxId sandboxId, @Nullable Instant next) {
        var beat = state.find(new OfBeat(workspaceId, sandboxId));
        if (beat != null && beat.checkDue() != null) {
            state.remove(OfDue.of(DueRow.health(workspaceId, sandboxId, beat.checkDue())));
        }
        if (next != null) {
            state.due(DueRow.health(workspaceId, sandboxId, next));
        }
    }
}
