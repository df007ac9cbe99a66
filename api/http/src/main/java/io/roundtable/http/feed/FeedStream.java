package io.roundtable.http.feed;

import io.roundtable.contract.wire.Json;
import io.roundtable.http.feed.WorkspaceEvents.Found;
import io.roundtable.http.json.ServerSentEvents;
import io.roundtable.http.log.LoggedEvent;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.time.Duration;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that follows a workspace: what it has missed from the log, then what comes. It holds no events but the
 * one that it writes; a connection that takes none for long is ended, and comes back with the id of its last.
 */
final class FeedStream implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(FeedStream.class);

    static final String TOO_SLOW = "too_slow";
    static final String CLOSING = "node_closing";

    private static final String OF_MEMBERS = "io.roundtable.member.";
    private static final Duration BRIEFLY = Duration.ofMillis(250);
    private static final Duration PROGRESS = Duration.ofSeconds(1);

    private final Given given;
    private final Frames frames;
    private final LiveFeed feed;
    private final Pace pace;
    private long position;
    private long told = -1;
    private long beatNanos = System.nanoTime();

    /** @param start the sequence behind which it begins */
    FeedStream(Given given, Frames frames, LiveFeed feed, Pace pace, long start) {
        this.given = given;
        this.frames = frames;
        this.feed = feed;
        this.pace = pace;
        this.position = start;
    }

    /** How often it says that it is there, and how long it waits for a connection that takes nothing. */
    record Pace(Duration heartbeat, Duration patience) {

        static final Pace USUAL = new Pace(Duration.ofSeconds(15), Duration.ofSeconds(10));
    }

    /** What was read, and held by whoever writes it until it is closed. */
    record Batch(Found found, Runnable closing) implements AutoCloseable {

        @Override
        public void close() {
            closing.run();
        }
    }

    /** What a stream is of, and for whom. */
    interface Given {

        FeedFilter filter();

        /** Reads a part of the log, from behind one sequence up to another; blocks. Close it soon. */
        Batch read(long after, long to) throws InterruptedException;

        /** @throws ProblemException where the caller may no longer be here */
        void admit();

        /** The caller is about to be told of a sequence. */
        void tells(long sequence);

        /** What leads back to behind a sequence. */
        String id(long sequence);
    }

    @Override
    public void run() {
        String why = ProblemCode.INTERNAL.wire();
        try {
            follow();
            why = CLOSING;
        } catch (ProblemException e) {
            why = e.code().wire();
        } catch (DataAccessException e) {
            log.warn("a stream ends, as the tables can't be reached: {}", e.toString());
            why = ProblemCode.DATABASE_UNAVAILABLE.wire();
        } catch (TooSlow e) {
            why = TOO_SLOW;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = CLOSING;
        } finally {
            frames.end(why);
        }
    }

    private void follow() throws InterruptedException, TooSlow {
        await();
        frames.write(ServerSentEvents.RETRY, given.id(position));
        told = position;
        while (!frames.isOver()) {
            await();
            step();
        }
    }

    /** Nothing is held meanwhile. */
    private void await() throws InterruptedException, TooSlow {
        if (!frames.awaitRoom(pace.patience())) {
            throw new TooSlow();
        }
    }

    private void step() throws InterruptedException {
        beatIfDue(pace.heartbeat());
        var next = feed.after(position);
        if (next == null) {
            catchUp();
        } else if (next.isEmpty()) {
            frames.rest(pace.heartbeat().toNanos() - (System.nanoTime() - beatNanos));
        } else {
            give(next, next.getLast().sequence());
        }
    }

    private void catchUp() throws InterruptedException {
        try (var batch = given.read(position, feed.from())) {
            give(batch.found().events(), batch.found().at());
        }
        if (told < position) {
            beatIfDue(PROGRESS);
        }
    }

    /** As far as the connection takes it without a stop; what it doesn't take is read again later, not kept. */
    private void give(Iterable<LoggedEvent> events, long at) throws InterruptedException {
        for (var event : events) {
            if (!frames.awaitRoom(BRIEFLY)) {
                return;
            }
            if (event.type().startsWith(OF_MEMBERS)) {
                given.admit();
            }
            if (event.sequence() > position && given.filter().matches(event)) {
                given.tells(event.sequence());
                frames.write(
                        ServerSentEvents.message(given.id(event.sequence()), Json.write(StructuredEvent.of(event))));
                told = event.sequence();
            }
            position = Math.max(position, event.sequence());
        }
        position = Math.max(position, at);
    }

    /** So that nobody takes the connection for dead, and the client need not read again what it has no use for. */
    private void beatIfDue(Duration every) throws InterruptedException {
        if (System.nanoTime() - beatNanos < every.toNanos()) {
            return;
        }
        beatNanos = System.nanoTime();
        given.admit();
        if (told < position) {
            frames.write(ServerSentEvents.HEARTBEAT, given.id(position));
            told = position;
        } else {
            frames.write(ServerSentEvents.HEARTBEAT);
        }
    }

    /** The connection has taken nothing for too long. */
    private static final class TooSlow extends Exception {

        private static final long serialVersionUID = 1;

        TooSlow() {
            super("takes nothing", null, false, false);
        }
    }
}
