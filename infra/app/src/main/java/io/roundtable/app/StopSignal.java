package io.roundtable.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM, as something to wait for.
 *
 * <p>The VM ends once its shutdown hooks have ended, whatever other threads do: the hook here holds it until the command
 * has closed what it opened, in the order it wants, but no longer than the bound.
 */
public final class StopSignal implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    /** Listens from now on; {@link #close()} says that everything is closed. */
    public static StopSignal listen(Duration bound) {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> signal.stop(bound)));
        return signal;
    }

    private void stop(Duration bound) {
        ask();
        try {
            if (!done.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("roundtable: stopping took longer than " + bound.toSeconds() + " s; ending anyway."
                        + " Nothing acknowledged is lost.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same as Ctrl-C, for whoever stops a command from within. */
    public void ask() {
        asked.countDown();
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits, without a bound, until somebody asks to stop. */
    public void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
