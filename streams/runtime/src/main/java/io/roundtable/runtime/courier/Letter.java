package io.roundtable.runtime.courier;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import java.util.Arrays;

/**
 * A message on its way to a webhook.
 *
 * @param url where it is sent to
 * @param body JSON, the same in every attempt but for the attempt's number
 */
@SuppressWarnings("ArrayRecordComponent") // at most some 300 KiB that are written once: neither compared nor changed
public record Letter(WorkspaceId workspace, SandboxId sandbox, MessageId message, String url, byte[] body) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Letter letter
                && message.equals(letter.message)
                && url.equals(letter.url)
                && Arrays.equals(body, letter.body);
    }

    @Override
    public int hashCode() {
        return message.hashCode();
    }

    /** Without the body, which is nobody else's to read. */
    @Override
    public String toString() {
        return "Letter[" + message + " to " + url + "]";
    }
}
