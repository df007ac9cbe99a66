package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Waiting;
import io.roundtable.bench.load.NumberedBody;
import io.roundtable.bench.load.Pace;
import io.roundtable.bench.peer.Peer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Messages by somebody else's broker, of the size and at the pace of the product's, from when each was meant to be sent. */
final class PeerRounds {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Peer peer;
    private final Receipts receipts;
    private final NumberedBody text;

    /** @param body of the product's messages, with a place for the number */
    PeerRounds(Peer peer, Receipts receipts, String body) {
        this.peer = peer;
        this.receipts = receipts;
        this.text = NumberedBody.of(body);
        peer.receive(received -> receipts.received(text.number(received), System.nanoTime()));
    }

    String name() {
        return peer.name();
    }

    Receipts receipts() {
        return receipts;
    }

    /** Until all is received, and confirmed to who has sent it. */
    void run(Run run, int round, Pace.Steady pace) {
        long first = (long) round * receipts.perRound();
        long begin = System.nanoTime();
        for (int i = 0; i < receipts.perRound(); i++) {
            long due = begin + pace.dueNanos(i);
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            receipts.meant(first + i, due);
            peer.publish(text.numbered(first + i));
        }
        peer.awaitConfirmed();
        Waiting.until("all messages by " + name(), PATIENCE, Duration.ofMillis(5), () -> receipts.isComplete(round));
        run.say("%s, round %d: p50 %.2f, p99 %.2f ms"
                .formatted(
                        name(),
                        round,
                        receipts.round(round).millis(50),
                        receipts.round(round).millis(99)));
    }
}
