package io.roundtable.runtime.webhook;

import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * How far an attempt has come. What an exception means is told by this: "connection reset" is another thing before the
 * request was written than after.
 */
enum Phase {
    /** Waiting for the connection; nothing of ours has been sent. */
    CONNECT,
    /** Connected, and talking TLS. */
    HANDSHAKE,
    /** Sending the request, or waiting for its answer; where a pooled connection is used, from the start. */
    EXCHANGE;

    private static final String ATTRIBUTE = "roundtable.phase";

    void enter(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    static Phase of(HttpContext context) {
        return context.getAttribute(ATTRIBUTE) instanceof Phase phase ? phase : EXCHANGE;
    }
}
