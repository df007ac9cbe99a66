package io.roundtable.persistence.identity;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.KeyId;
import io.roundtable.contract.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changes in the schema {@code identity} by PostgreSQL's LISTEN, on a connection and a thread of its own.
 *
 * <p>What is committed anywhere reaches the listener within a second while the database can be reached. A lost
 * connection is noticed within {@value #CHECK_EVERY_MS} ms and taken up again after a pause that doubles from 100 ms to
 * at most 5 s, without end; each time the listener gets {@link IdentityChange.Anything} first.
 */
public final class IdentityChanges implements AutoCloseable {

    static final int CHECK_EVERY_MS = 5_000;

    private static final String CHANNEL = "roundtable_identity";
    private static final String USER = "user ";
    private static final String SANDBOX_KEY = "sandbox_key ";
    private static final int CHECK_TIMEOUT_S = 2;
    private static final long CLOSE_TIMEOUT_MS = 3_000;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(IdentityChanges.class);

    private final DataSource unpooled;
    private final Consumer<IdentityChange> listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean open = true;
    private Duration pause = SHORTEST_PAUSE;

    private IdentityChanges(DataSource unpooled, Consumer<IdentityChange> listener) {
        this.unpooled = unpooled;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("identity-changes").unstarted(this::run);
    }

    /**
     * Begins to listen.
     *
     * @param unpooled gives the connection, without a statement time-out
     * @param listener called on one thread; whatever it throws costs the connection and is tried again
     */
    public static IdentityChanges listen(DataSource unpooled, Consumer<IdentityChange> listener) {
        IdentityChanges changes = new IdentityChanges(unpooled, listener);
        changes.thread.start();
        return changes;
    }

    /** Ends listening; nothing is called any more once it returns, unless the listener took more than 3 s. */
    @Override
    public void close() {
        open = false;
        closed.countDown();
        // Interrupting a virtual thread that reads from a socket closes the socket.
        thread.interrupt();
        try {
            thread.join(Duration.ofMillis(CLOSE_TIMEOUT_MS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (open) {
            try (Connection connection = unpooled.getConnection()) {
                listenOn(connection);
            } catch (SQLException | RuntimeException e) {
                // Whatever went wrong, here or in the listener: begin again with everything.
                pauseAfter(e);
            }
        }
    }

    private void listenOn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        listener.accept(new IdentityChange.Anything());
        pause = SHORTEST_PAUSE;
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (open) {
            PGNotification[] received = notifications.getNotifications(CHECK_EVERY_MS);
            if (received.length == 0 && !connection.isValid(CHECK_TIMEOUT_S)) {
                throw new SQLException("The server no longer answers");
            }
            for (PGNotification notification : received) {
                listener.accept(change(notification.getParameter()));
            }
        }
    }

    private void pauseAfter(Exception failure) {
        if (!open) {
            return;
        }
        long millis = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1);
        LOG.warn("Listening for changes of identity failed, again in {} ms: {}", millis, failure.toString());
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A payload from a newer version may mean anything. */
    private static IdentityChange change(String payload) {
        if (payload.equals("signing_keys")) {
            return new IdentityChange.SigningKeysChanged();
        }
        try {
            if (payload.startsWith(USER)) {
                return new IdentityChange.UserChanged(new UserId(payload.substring(USER.length())));
            }
            if (payload.startsWith(SANDBOX_KEY)) {
                return new IdentityChange.SandboxKeyChanged(new KeyId(payload.substring(SANDBOX_KEY.length())));
            }
        } catch (InvalidInput e) {
            return new IdentityChange.Anything();
        }
        return new IdentityChange.Anything();
    }
}
