package io.roundtable.runtime.replay;

/** This process is asked to end; another goes on. */
final class Stopping extends RuntimeException {

    private static final long serialVersionUID = 1;

    Stopping() {
        super("stopping");
    }
}
