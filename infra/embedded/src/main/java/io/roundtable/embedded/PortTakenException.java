package io.roundtable.embedded;

/** Something else listens on the port; thrown before a directory is created or a process started. */
public final class PortTakenException extends EmbeddedStackException {
    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(int port) {
        super("port " + port + " is taken by another process");
        this.port = port;
    }

    /** The port that was asked for, 1 to 65535. */
    public int port() {
        return port;
    }
}
