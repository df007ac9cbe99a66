package io.roundtable.runtime.courier;

import java.util.Arrays;

/**
 * A message, or an event, on its way to a webhook.
 *
 * @param to who it is for
 * @param id by which the receiver tells a repeat
 * @param body JSON, the same in every attempt but for the attempt's number
 * @param replayed whether it is sent again, as somebody has asked
 */
@SuppressWarnings("ArrayRecordComponent") // at most a MiB that is written once: neither compared nor changed
public record Letter(Recipient to, String id, byte[] body, boolean replayed) {

    /** Where it is sent to. */
    public String url() {
        return to.url();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Letter letter
                && to.equals(letter.to)
                && id.equals(letter.id)
                && replayed == letter.replayed
                && Arrays.equals(body, letter.body);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Without the body, which is nobody else's to read. */
    @Override
    public String toString() {
        return "Letter[" + id + " to " + url() + "]";
    }
}
