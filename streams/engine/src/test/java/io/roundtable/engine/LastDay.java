package io.roundtable.engine;

import io.roundtable.contract.Command;
import io.roundtable.contract.DeadLetterCommand.DiscardMessage;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.LeaseCommand.AcknowledgeMessage;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SubscriptionCommand.DeleteSubscription;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceEvent.MemberSet;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Row.DueRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Has everything received and acknowledged, every timer speak, and every dead letter discarded. */
final class LastDay {

    private static final int ROUNDS = 200;

    private final Deciders deciders;
    private final MapRows rows;
    private long sequence = 1_000_000;
    private Instant now = Names.NOON.plus(Duration.ofDays(2));

    LastDay(Deciders deciders, MapRows rows) {
        this.deciders = deciders;
        this.rows = rows;
    }

    void end() {
        for (int i = 0; i < ROUNDS && !Consistency.under(rows.rows(), "e/").isEmpty(); i++) {
            timers();
            now = now.plusSeconds(60);
            List.copyOf(Consistency.under(rows.rows(), "e/").keySet())
                    .forEach(key -> dealWith(new WorkspaceId(key.split("/", -1)[1]), (EntryRow)
                            Objects.requireNonNull(rows.rows().get(key))));
        }
        subscriptions();
        timers();
    }

    /** What goes on for ever by itself has to be ended. */
    private void subscriptions() {
        for (var key : List.copyOf(Consistency.under(rows.rows(), "us/").keySet())) {
            var workspace = new WorkspaceId(key.split("/", -1)[1]);
            deciders.evolve(rows, new MemberSet(workspace, Names.STEN, Role.EDITOR), now, ++sequence);
            decide(
                    new DeleteSubscription(workspace, new SubscriptionId(key.split("/", -1)[2])),
                    Principal.user(Names.STEN));
        }
    }

    private void timers() {
        var due = new ArrayList<DueRow>();
        for (var row : rows.rows().values()) {
            if (row instanceof DueRow timer && !timer.due().isAfter(now)) {
                due.add(timer);
            }
        }
        due.forEach(timer -> decide(timer.command(), Names.TIMER));
    }

    private void dealWith(WorkspaceId workspace, EntryRow entry) {
        var said = entry.said();
        deciders.evolve(rows, new MemberSet(workspace, Names.STEN, Role.EDITOR), now, ++sequence);
        var editor = Principal.user(Names.STEN);
        if (entry.stage() == Stage.DEAD) {
            decide(new DiscardMessage(workspace, said.message(), "over"), editor);
        } else if (entry.lease() != null) {
            decide(new AcknowledgeMessage(workspace, said.to(), said.message(), entry.lease()), editor);
        } else {
            decide(new LeaseMessages(workspace, said.to(), 100, null), editor);
        }
    }

    private void decide(Command command, Principal by) {
        var asked = new Asked<Command>(command, by, now, 1, null);
        if (deciders.decide(rows, asked) instanceof Decision.Accepted accepted) {
            for (var news = accepted.events(); !news.isEmpty(); news = deciders.follow(rows, news, asked)) {
                news.forEach(event -> deciders.evolve(rows, event, now, ++sequence));
            }
            accepted.notes().forEach(note -> deciders.note(rows, note));
        }
    }
}
