package io.roundtable.runtime.replay;

/** Somebody wants it no longer. */
final class Cancelled extends RuntimeException {

    private static final long serialVersionUID = 1;

    Cancelled() {
        super("cancelled");
    }
}
