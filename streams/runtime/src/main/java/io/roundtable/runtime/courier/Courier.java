package io.roundtable.runtime.courier;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.runtime.ForeignRecords;
import io.roundtable.runtime.RoleStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A courier as it runs: takes orders and makes their attempts, each on a thread of its own, so that one that hangs holds
 * up no other. Any number of couriers share the work; what one leaves undone the engine orders again.
 */
public final class Courier implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final CourierSettings settings;
    private final RecordCodec codec;
    private final Attempts attempts;
    private final Reports reports;
    private final ForeignRecords foreign;
    private final Backlog backlog;
    private final Semaphore room;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread taking;
    private final Clock clock;
    private volatile boolean closed;
    private volatile @Nullable Orders orders;
    private volatile State state;

    /** How it is, since when, and what keeps it from working. */
    private record State(Instant since, @Nullable String fault) {}

    private Courier(CourierSettings settings, DSLContext sql, Post post, Around around) {
        this.settings = settings;
        this.clock = around.clock();
        this.codec = new RecordCodec("/roundtable/courier", settings.schemas());
        this.reports = new Reports(Reports.producer(settings.kafka()), codec, around.partitions(), clock);
        this.foreign = new ForeignRecords(settings.kafka(), "courier");
        this.room = new Semaphore(settings.maxInFlight());
        var metrics = new CourierMetrics(around.registry());
        metrics.inFlight(room, settings.maxInFlight());
        this.backlog = new Backlog(settings.kafka());
        metrics.backlog(backlog);
        this.attempts = new Attempts(new Tables(sql), post, reports, metrics, clock);
        this.state = new State(clock.instant(), "it has not begun");
        this.taking = Thread.ofPlatform().name("courier").unstarted(this::run);
    }

    /** What is around every role. */
    public record Around(Partitions partitions, MeterRegistry registry, Clock clock) {}

    /**
     * Starts it.
     *
     * @param sql over the schema of the projection's version
     */
    public static Courier start(CourierSettings settings, DSLContext sql, Post post, Around around) {
        var courier = new Courier(settings, sql, post, around);
        courier.taking.start();
        return courier;
    }

    private void run() {
        while (!closed) {
            try (var current = new Orders(Orders.consumer(settings.kafka()), codec, foreign)) {
                orders = current;
                takeAll(current);
            } catch (WakeupException e) {
                log.debug("woken up", e);
            } catch (KafkaException e) {
                state = new State(clock.instant(), String.valueOf(e.getMessage()));
                log.warn("the courier can't take orders, and tries again", e);
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void takeAll(Orders current) throws InterruptedException {
        while (!closed) {
            // what can't be begun is better left for another courier
            room.acquire();
            room.release();
            var taken = current.take();
            if (state.fault() != null) {
                state = new State(clock.instant(), null);
            }
            for (var order : taken) {
                room.acquire();
                threads.execute(() -> {
                    try {
                        attempts.make(order);
                    } finally {
                        room.release();
                    }
                });
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(TRY_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public List<RoleStatus> status() {
        var now = state;
        int inFlight = settings.maxInFlight() - room.availablePermits();
        String fault = now.fault();
        return List.of(
                fault == null
                        ? new RoleStatus(
                                "deliveries",
                                true,
                                backlog.records(),
                                now.since(),
                                inFlight + " attempts on their way",
                                null)
                        : new RoleStatus(
                                "deliveries",
                                false,
                                backlog.records(),
                                now.since(),
                                fault,
                                "it tries again by itself; if it stays so, read its log, and check that Kafka is up"));
    }

    /** Gives up what is on its way; waits at most some seconds. */
    @Override
    public void close() {
        closed = true;
        var current = orders;
        if (current != null) {
            current.wakeUp();
        }
        try {
            if (!taking.join(CLOSE)) {
                taking.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        reports.close();
        foreign.close();
        backlog.close();
    }
}
