package io.roundtable.bench.peer;

import com.rabbitmq.client.ConfirmListener;
import java.util.TreeSet;

/** Confirmations of RabbitMQ, which says one for several messages when it can. It calls from one thread. */
final class Unconfirmed implements ConfirmListener {
    private final Confirmations confirmations = new Confirmations();
    private final TreeSet<Long> alone = new TreeSet<>();
    private long through;

    void published() {
        confirmations.published();
    }

    void await(String peer) {
        confirmations.await(peer);
    }

    /** @param tag of the message, from 1 on; with {@code multiple} of the last of all up to it */
    @Override
    public void handleAck(long tag, boolean multiple) {
        if (multiple) {
            var before = alone.headSet(tag, true);
            confirmations.confirmed(tag - through - before.size());
            before.clear();
            through = tag;
        } else {
            confirmations.confirmed(1);
            alone.add(tag);
            while (alone.remove(through + 1)) {
                through++;
            }
        }
    }

    @Override
    public void handleNack(long tag, boolean multiple) {
        confirmations.refused("number " + tag);
    }
}
