package io.roundtable.app.role;

/** Roles at work in this process. */
public interface RunningRoles extends AutoCloseable {
    /** Where HTTP listens: the port that was given, or the one that was found where that was 0. */
    int port();

    /** Stops them cleanly, HTTP first; waits at most 20 s and does not fail. Closing again does nothing. */
    @Override
    void close();
}
