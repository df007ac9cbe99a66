package io.roundtable.runtime.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of an attempt. */
public sealed interface Outcome {

    /** The receiver has it: any 2xx. A body after it that breaks off or never ends changes nothing. */
    record Delivered(int status) implements Outcome {}

    /** The receiver wants no more of them: 410. */
    record Gone(String detail) implements Outcome {}

    /**
     * It can't be told that the receiver has it.
     *
     * @param status the answer's; null where none came
     * @param detail for people, without addresses: the first KiB of the answer's body, or what went wrong
     * @param retryAfter what a 429 or 503 asks for, 1 s to 24 h; longer ones are cut to that
     */
    record Failed(
            Kind kind,
            @Nullable Integer status,
            String detail,
            @Nullable Duration retryAfter) implements Outcome {

        static Failed of(Kind kind, String detail) {
            return new Failed(kind, null, detail, null);
        }
    }

    /** Why an attempt failed; few and fixed, so that they can be counted. */
    enum Kind {
        /** The URL, or an address of its host, isn't among the destinations. Nothing was connected to. */
        BLOCKED,
        /** The host's name can't be resolved, or not in time. */
        DNS,
        /** No connection: refused, unreachable, or not in time. */
        CONNECT,
        /** No TLS session: a certificate that isn't good for the host, no common version, a peer that isn't TLS. */
        TLS,
        /** Connected, and no answer in time. */
        TIMEOUT,
        /** The connection broke, or what came isn't HTTP, or its head is larger than we read. */
        BROKEN,
        /** Another status than 2xx and 410; 3xx too, since redirects aren't followed. */
        STATUS,
        /** Not tried: as many attempts are on their way, to this URL or in all, as may be. Give the work back. */
        BUSY
    }
}
