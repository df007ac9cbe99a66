package io.roundtable.http.identity;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and verifies passwords, on half the processors while {@value #WAITING} wait, for at most
 * {@value #LONGEST_WAIT_S} s each: a burst of logins can take neither all processors nor all memory.
 */
public final class Passwords implements AutoCloseable {

    static final int AT_ONCE = atOnce(Runtime.getRuntime().availableProcessors());
    static final int WAITING = 64;

    private static final int LONGEST_WAIT_S = 5;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final PasswordHash function;
    private final String nobodysHash;
    private final ThreadPoolExecutor workers;

    public Passwords() {
        this(new Argon2id());
    }

    Passwords(PasswordHash function) {
        this.function = function;
        this.nobodysHash = function.hash("nobody has this password");
        this.workers = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("passwords-", 0).factory());
    }

    static int atOnce(int processors) {
        return Math.max(1, processors / 2);
    }

    Hashing<String> hash(String password) {
        return run(() -> function.hash(password));
    }

    /**
     * Whether a password is the one that was hashed.
     *
     * @param hash null where there is no such user, which costs the same as a wrong password and is never true
     */
    Hashing<Boolean> matches(String password, @Nullable String hash) {
        String compared = hash == null ? nobodysHash : hash;
        return run(() -> function.matches(password, compared) && hash != null);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private <T> Hashing<T> run(Callable<T> work) {
        Future<T> result;
        try {
            result = workers.submit(work);
        } catch (RejectedExecutionException e) {
            return new Hashing.Overloaded<>(RETRY_AFTER);
        }
        try {
            return new Hashing.Done<>(result.get(LONGEST_WAIT_S, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            result.cancel(false);
            return new Hashing.Overloaded<>(RETRY_AFTER);
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            return new Hashing.Overloaded<>(RETRY_AFTER);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        }
    }
}
