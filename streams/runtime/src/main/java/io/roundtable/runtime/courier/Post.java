package io.roundtable.runtime.courier;

import io.roundtable.contract.delivery.DeliveryResult;

/** Sends letters, signed with whatever secrets their recipient has. Blocks; on a virtual thread for each. */
@FunctionalInterface
public interface Post {

    /**
     * Makes one attempt, of at most 20 s in all.
     *
     * @throws InterruptedException where the attempt was given up; whether the receiver has it isn't known then
     */
    DeliveryResult send(Letter letter) throws InterruptedException;
}
