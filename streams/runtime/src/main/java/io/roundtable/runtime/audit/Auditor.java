package io.roundtable.runtime.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.audit.Account;
import io.roundtable.persistence.audit.Account.Totals;
import io.roundtable.persistence.audit.AuditFault;
import io.roundtable.persistence.audit.Audits;
import io.roundtable.runtime.log.CommittedLog;
import io.roundtable.runtime.log.LogOffsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts commands and their outcomes as they come, and names those that don't fit each other. Any number may run; one of
 * them does it at a time, and when that one is gone another goes on from what it wrote.
 */
public final class Auditor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Auditor.class);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(15);

    /** An account that hasn't changed is written again after so long, to say that it is still watched. */
    private static final Duration REPEATED_AFTER = Duration.ofSeconds(5);

    private static final Duration BEAT_EVERY = Duration.ofSeconds(2);

    private final String name = UUID.randomUUID().toString();
    private final Audits audits;
    private final Admin admin;
    private final CommittedLog records;
    private final Horizon horizon;
    private final AuditMetrics metrics;
    private final Clock clock;
    private final Map<Integer, PartitionAudit> partitions = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private Instant beatAt = Instant.EPOCH;

    private Auditor(KafkaAccess kafka, Audits audits, AuditMetrics metrics, Clock clock) {
        this.audits = audits;
        this.admin = Admin.create(kafka.with(Map.of()));
        this.records = new CommittedLog(kafka, "roundtable-audit");
        this.horizon = new Horizon(new LogOffsets(admin), records);
        this.metrics = metrics;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("audit").daemon().unstarted(this::run);
    }

    /** Starts it; it uses one connection at a time. */
    public static Auditor start(KafkaAccess kafka, Database database, MeterRegistry registry, Clock clock) {
        var auditor = new Auditor(kafka, new Audits(database.control()), new AuditMetrics(registry), clock);
        auditor.thread.start();
        return auditor;
    }

    private void run() {
        try (records) {
            runUntilClosed();
        }
    }

    private void runUntilClosed() {
        var pause = EVERY;
        while (!isClosing(pause)) {
            try {
                beatAt = clock.instant();
                if (audits.claim(name, beatAt)) {
                    round();
                } else {
                    metrics.counted(null);
                }
                pause = EVERY;
            } catch (InterruptException e) {
                return;
            } catch (DataAccessException | KafkaException e) {
                log.warn("the audit waits: {}", e.toString());
                metrics.counted(null);
                partitions.clear();
                pause = AGAIN_AFTER;
            } catch (RuntimeException e) {
                log.error("the audit can't go on", e);
                metrics.counted(null);
                partitions.clear();
                pause = AGAIN_AFTER;
            }
        }
    }

    /** A round over many partitions may take a while; whoever says nothing loses it. */
    private boolean isStillMine() {
        Instant now = clock.instant();
        if (beatAt.plus(BEAT_EVERY).isAfter(now)) {
            return true;
        }
        beatAt = now;
        return audits.claim(name, now);
    }

    private void round() {
        var view = horizon.look();
        var accounts = audits.all().stream().collect(Collectors.toMap(Account::partition, Function.identity()));
        Totals all = Totals.NONE;
        for (var partition : view.partitions().entrySet()) {
            int p = partition.getKey();
            Account account = accounts.get(p);
            if (account == null || !account.topics().equals(view.topics())) {
                account = begin(p, view.topics(), partition.getValue(), account != null);
            }
            Account after = move(account, partition.getValue());
            all = all.and(after.totals());
            if (closing.getCount() == 0 || !isStillMine()) {
                return;
            }
        }
        metrics.counted(all);
    }

    private Account begin(int partition, String topics, Bounds bounds, boolean isAnew) {
        if (isAnew) {
            log.warn("the topics of partition {} are others than those accounted for: it begins anew", partition);
        }
        Account account = PartitionAudit.begin(partition, topics, records, bounds, clock.instant());
        audits.begin(account);
        return account;
    }

    private Account move(Account before, Bounds bounds) {
        Instant now = clock.instant();
        var moved = partitions
                .computeIfAbsent(before.partition(), p -> new PartitionAudit(p, records))
                .move(before, bounds, now);
        Account after = moved.account();
        boolean isSame = after.marks().equals(before.marks()) && after.totals().equals(before.totals());
        if (!isSame || before.at().plus(REPEATED_AFTER).isBefore(now)) {
            audits.move(before, after, moved.faults());
        }
        moved.faults().forEach(Auditor::tell);
        return after;
    }

    private static void tell(AuditFault fault) {
        log.error(
                "the audit doesn't hold: {}, command {} at offset {} of partition {}",
                fault.kind().wire(),
                fault.commandId(),
                fault.commandOffset(),
                fault.partition());
    }

    private boolean isClosing(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            audits.release(name);
        } catch (DataAccessException e) {
            log.info("the audit can't say that it ends: {}", e.toString());
        }
        admin.close(Duration.ofSeconds(1));
    }
}
