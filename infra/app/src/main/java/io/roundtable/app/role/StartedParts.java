package io.roundtable.app.role;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started so far, to be stopped in the other order. */
final class StartedParts implements RunningRoles {

    private static final Logger log = LoggerFactory.getLogger(StartedParts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private int port;

    <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** Says where HTTP listens. */
    StartedParts listening(int on) {
        port = on;
        return this;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                // one that can't stop must not keep the others from stopping
                log.warn("{} did not stop cleanly", part, e);
            }
        }
    }
}
