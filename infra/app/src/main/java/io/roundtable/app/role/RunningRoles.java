package io.roundtable.app.role;

/** Roles at work in this process. */
public interface RunningRoles extends AutoCloseable {
    /** Stops them cleanly, HTTP first; waits at most 20 s and does not fail. Closing again does nothing. */
    @Override
    void close();
}
