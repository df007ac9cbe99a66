package io.roundtable.runtime.replay.engine;

/** It isn't done, and nothing was changed; the message says why and what to do. */
public final class ReplayRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    ReplayRefused(String message) {
        super(message);
    }

    ReplayRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
