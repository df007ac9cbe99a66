package io.roundtable.contract;

import org.jspecify.annotations.Nullable;

/**
 * A command with all that the decision needs and may not invent: who asks, under which id, with which random seed.
 *
 * @param commandId new for each attempt
 * @param seed for whatever randomness the decision needs
 * @param retry where the client named a key under which a repeat is to be recognized
 * @param expectedVersion the aggregate's version that the client has seen ({@code If-Match})
 * @param traceparent W3C Trace Context of the request
 */
public record CommandEnvelope(
        CommandId commandId,
        Principal principal,
        long seed,
        @Nullable RetryKey retry,
        @Nullable Long expectedVersion,
        @Nullable String traceparent,
        Command command) {

    /**
     * A client's {@code Idempotency-Key}.
     *
     * @param key the client's 1 to 255 characters, and the index within a batch; scoped to principal and workspace
     * @param fingerprint a hash of what the client asked for, without what the server added
     */
    public record RetryKey(String key, String fingerprint) {

        public RetryKey {
            new Check()
                    .text("Idempotency-Key", key, 1, 300)
                    .text("fingerprint", fingerprint, 1, 64)
                    .done();
        }
    }
}
