package io.roundtable.embedded;

/** A part of the embedded stack could not be started or stopped; the message says which, and what to do about it. */
public sealed class EmbeddedStackException extends RuntimeException
        permits PortTakenException, DirectoryInUseException {
    private static final long serialVersionUID = 1L;

    EmbeddedStackException(String message) {
        super(message);
    }

    EmbeddedStackException(String message, Throwable cause) {
        super(message, cause);
    }
}
