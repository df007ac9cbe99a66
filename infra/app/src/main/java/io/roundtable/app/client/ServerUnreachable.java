package io.roundtable.app.client;

import io.roundtable.app.UserError;
import java.net.URI;
import java.time.Duration;

/** Nobody answers, for longer than anyone wants to wait. What was being sent may or may not have arrived. */
public final class ServerUnreachable extends UserError {
    private static final long serialVersionUID = 1L;

    ServerUnreachable(URI server, Duration waited, Throwable cause) {
        super(
                "no answer from %s within %d s (%s): is it running, and is --url right?"
                        .formatted(server, waited.toSeconds(), reason(cause)),
                cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
