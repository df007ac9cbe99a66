package io.roundtable.runtime.courier;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.runtime.ForeignRecords;
import io.roundtable.runtime.RoleStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;

/**
 * A courier as it runs: takes orders and makes their attempts. Any number of couriers share the work; what one leaves
 * undone the engine orders again.
 */
public final class Courier implements AutoCloseable {

    /** Bytes of events that are on their way to subscriptions, of all together: some thousand orders of the usual size. */
    private static final long MOST_HELD = 64L * 1024 * 1024;

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Reports reports;
    private final ForeignRecords foreign;
    private final Backlog backlog;
    private final EventShelf shelf;
    private final Hands hands;
    private final Taking taking;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Courier(CourierSettings settings, DSLContext sql, Post post, Around around) {
        var kafka = settings.kafka();
        var clock = around.clock();
        var codec = new RecordCodec("/roundtable/courier", settings.schemas());
        var metrics = new CourierMetrics(around.registry());
        this.reports = new Reports(Reports.producer(kafka), codec, around.partitions(), clock);
        this.foreign = new ForeignRecords(kafka, "courier", settings.schemas());
        this.backlog = new Backlog(kafka);
        metrics.backlog(backlog);
        this.shelf = new EventShelf(kafka);
        var tables = new Tables(sql);
        var attempts = new Attempts(tables, post, reports, metrics, clock);
        var turns = new Turns(new Turns.Bounds(EventShelf.READERS, MOST_HELD, EventSource.MOST_BYTES));
        metrics.held(turns::held);
        var errands = new Errands(
                tables, new Errands.Reading(shelf, turns), post, reports, new Errands.Around(metrics, clock));
        this.hands = new Hands(
                task -> {
                    switch (task) {
                        case Order order -> attempts.make(order);
                        case Errand errand -> errands.make(errand);
                    }
                },
                metrics,
                settings.maxInFlight());
        this.taking = new Taking(
                () -> new Orders(Orders.consumer(kafka), codec, foreign),
                hands,
                wait -> {
                    var _ = closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
                },
                clock);
        this.thread = Thread.ofPlatform().name("courier").unstarted(taking);
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
        courier.thread.start();
        return courier;
    }

    public List<RoleStatus> status() {
        var now = taking.state();
        String fault = now.fault();
        return List.of(
                fault == null
                        ? new RoleStatus(
                                "deliveries",
                                true,
                                backlog.records(),
                                now.since(),
                                hands.inFlight() + " attempts on their way",
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
        closed.countDown();
        taking.stop();
        try {
            if (!thread.join(CLOSE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hands.close();
        shelf.close();
        reports.close();
        foreign.close();
        backlog.close();
    }
}
