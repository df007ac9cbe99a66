package io.roundtable.app.client;

import io.roundtable.app.client.ServerSentEvents.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the server's that goes on behind the last event after a connection is lost, as often as that happens. It
 * gives up where nothing was heard for the policy's patience. For one thread.
 */
public final class EventStream {

    /** The server says something every 15 s. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    /** A connection that has lasted so long was a good one. */
    private static final Duration GOOD = Duration.ofSeconds(5);

    private static final String END = "end";

    private final ApiClient client;
    private final RetryPolicy policy;
    private final Consumer<String> notices;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private @Nullable String last;

    /** @param notices is told why a connection is made anew, for people */
    public EventStream(ApiClient client, RetryPolicy policy, Consumer<String> notices) {
        this.client = client;
        this.policy = policy;
        this.notices = notices;
    }

    /**
     * Follows until somebody has had enough.
     *
     * @param path with its query
     * @param after the id to go on after; null to begin as the path says
     * @param each takes an event's data; false for no more
     * @throws ApiFailure where the server refuses
     * @throws ServerUnreachable where it was silent for too long
     */
    public void follow(String path, @Nullable String after, Predicate<String> each) {
        last = after;
        long heard = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            long begun = System.nanoTime();
            Lost lost = once(path, each);
            if (lost == null) {
                return;
            }
            if (lost.heard() - begun > GOOD.toNanos()) {
                heard = lost.heard();
                attempt = 1;
            }
            Duration pause = policy.pause(attempt, lost.wanted(), random);
            var silent = Duration.ofNanos(System.nanoTime() - heard);
            if (silent.plus(pause).compareTo(policy.patience()) > 0) {
                throw new ServerUnreachable(client.server(), silent, lost.cause());
            }
            notices.accept(lost.cause().getMessage() + "; going on" + (last == null ? "" : " after " + last));
            ApiClient.pause(pause);
        }
    }

    /**
     * A connection that is over.
     *
     * @param heard when something came last, as {@link System#nanoTime()}
     * @param wanted that somebody waits before the next attempt
     */
    private record Lost(IOException cause, long heard, Optional<Duration> wanted) {}

    /** @return null where somebody has had enough */
    private @Nullable Lost once(String path, Predicate<String> each) {
        var heard = new AtomicLong(System.nanoTime());
        try {
            var opened = client.open(ApiRequest.get(path).with("Last-Event-ID", last));
            if (opened.refusal() != null) {
                return new Lost(new IOException(opened.refusal().line()), heard.get(), opened.wanted());
            }
            if (hasEnough(opened.body(), heard, each)) {
                return null;
            }
            return new Lost(new IOException("the connection was closed"), heard.get(), Optional.empty());
        } catch (IOException e) {
            return new Lost(e, heard.get(), Optional.empty());
        }
    }

    /** @throws IOException where the connection breaks, or the server says why it ends */
    private boolean hasEnough(InputStream body, AtomicLong heard, Predicate<String> each) throws IOException {
        try (body;
                var _ = new Listening(body, heard)) {
            var events = new ServerSentEvents(body, () -> heard.set(System.nanoTime()));
            for (Frame frame = events.next(); frame != null; frame = events.next()) {
                if (frame.event().equals(END)) {
                    throw new IOException("the server has ended the stream: " + frame.data());
                }
                boolean isWanted = each.test(frame.data());
                reached(events);
                if (!isWanted) {
                    return true;
                }
            }
            reached(events);
            return false;
        }
    }

    private void reached(ServerSentEvents events) {
        last = events.lastId() == null ? last : events.lastId();
    }

    /** Closes a connection that nothing comes from, which may be dead without saying so. */
    private static final class Listening implements AutoCloseable {

        private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("listening").daemon().factory());

        Listening(InputStream body, AtomicLong heard) {
            var _ = looking.scheduleWithFixedDelay(() -> look(body, heard), 5, 5, TimeUnit.SECONDS);
        }

        private static void look(InputStream body, AtomicLong heard) {
            if (System.nanoTime() - heard.get() > SILENCE.toNanos()) {
                try {
                    body.close();
                } catch (IOException e) {
                    heard.set(System.nanoTime()); // it is tried again after another silence
                }
            }
        }

        @Override
        public void close() {
            looking.shutdownNow();
        }
    }
}
