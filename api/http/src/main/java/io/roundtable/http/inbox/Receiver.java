package io.roundtable.http.inbox;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.Principal;
import io.roundtable.http.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who waits for messages of one inbox. Called by many threads, and but for {@link #admit} must not block. */
interface Receiver {

    Principal principal();

    /** @throws ProblemException where it may no longer receive: its token is over, its key is revoked. May block. */
    void admit();

    /** How many messages it would take now, at most 100; 0 where it can't take any. */
    int wanted();

    /** For how long it wants them; null for the sandbox's ack wait. */
    @Nullable
    Integer ackWaitSeconds();

    /** What its request is called in traces. */
    String traceparent();

    /**
     * Takes what was leased for it.
     *
     * @return what it can't take, which goes back as if it had never been leased: all of it where the receiver is gone
     */
    List<Leased> take(List<Leased> messages);

    /** No lease can be had; the receiver waits no longer. */
    void fail(ProblemException problem);

    /** There is nothing to be had now; the receiver may wait on. */
    default void nothing() {}

    /** Something has become of a message of the inbox. */
    default void onEvent(DeliveryEvent event) {}
}
