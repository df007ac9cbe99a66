package io.roundtable.http.inbox;

import io.micronaut.core.annotation.Order;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.http.live.EventListener;
import io.roundtable.http.live.HeldMessages;
import io.roundtable.persistence.query.MessageView;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Picks out of the events those leases that this node has asked for. One entry for each such command in flight. */
@Singleton
@Order(-50)
final class LeaseEvents implements EventListener {

    private final HeldMessages messages;
    private final ConcurrentHashMap<CommandId, Collected> expected = new ConcurrentHashMap<>();

    LeaseEvents(HeldMessages messages) {
        this.messages = messages;
    }

    /** A lease as its event tells of it, with the message where it is at hand. */
    record Granted(MessageLeased lease, @Nullable MessageView message, long sequence) {}

    /** Expect before the command is appended, and {@link #forget} in the end. */
    Collected expect(CommandId command) {
        return expected.computeIfAbsent(command, _ -> new Collected());
    }

    void forget(CommandId command) {
        expected.remove(command);
    }

    @Override
    public void onEvent(EventEnvelope event, int partition) {
        if (event.event() instanceof MessageLeased lease) {
            Collected collected = expected.get(event.cause().commandId());
            if (collected != null) {
                collected.add(
                        new Granted(lease, messages.find(lease.workspaceId(), lease.messageId()), event.sequence()));
            }
        }
    }

    /** The leases of one command, complete when there are as many as its reply says, whichever comes first. */
    static final class Collected {

        private final List<Granted> granted = new ArrayList<>();
        private final CompletableFuture<List<Granted>> complete = new CompletableFuture<>();
        private int count = -1;

        CompletableFuture<List<Granted>> all(int number) {
            synchronized (granted) {
                count = number;
            }
            check();
            return complete;
        }

        /** Those that have come. */
        List<Granted> granted() {
            synchronized (granted) {
                return List.copyOf(granted);
            }
        }

        private void add(Granted lease) {
            synchronized (granted) {
                granted.add(lease);
            }
            check();
        }

        private void check() {
            List<Granted> all;
            synchronized (granted) {
                if (granted.size() != count) {
                    return;
                }
                all = List.copyOf(granted);
            }
            complete.complete(all);
        }
    }
}
