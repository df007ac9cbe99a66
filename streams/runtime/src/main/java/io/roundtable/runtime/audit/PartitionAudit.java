package io.roundtable.runtime.audit;

import io.roundtable.contract.Topics;
import io.roundtable.persistence.audit.Account;
import io.roundtable.persistence.audit.Account.Marks;
import io.roundtable.persistence.audit.Account.Reading;
import io.roundtable.persistence.audit.Account.Totals;
import io.roundtable.persistence.audit.AuditFault;
import io.roundtable.runtime.audit.Bounds.Extent;
import io.roundtable.runtime.log.Log;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Moves the account of one partition on. What is settled stands in the account; here is only what was read ahead, which is
 * read again when it is lost.
 */
final class PartitionAudit {

    /** Times that commands are read in one go. */
    private static final int MAX_SETTLED = 10;

    /** Times that they are counted. */
    private static final int MAX_COUNTED = 50;

    private final TopicPartition commands;
    private final Log log;
    private final Ahead replies;
    private final Ahead letters;
    private @Nullable Marks marks;
    private long countedTo;
    private long counted;

    PartitionAudit(int partition, Log log) {
        this.commands = new TopicPartition(Topics.COMMANDS, partition);
        this.log = log;
        this.replies = new Ahead(new TopicPartition(Topics.REPLIES, partition), Fate::ofReply);
        this.letters = new Ahead(new TopicPartition(Topics.DEAD_LETTERS, partition), Fate::ofLetter);
    }

    /** One topic of outcomes. */
    private static final class Ahead {

        private final TopicPartition partition;
        private final Function<ConsumerRecord<byte[], byte[]>, @Nullable Fate> reading;
        private Fates fates = new Fates();
        private long at;
        private long seen;

        Ahead(TopicPartition partition, Function<ConsumerRecord<byte[], byte[]>, @Nullable Fate> reading) {
            this.partition = partition;
            this.reading = reading;
        }

        void from(Reading mark) {
            fates = new Fates();
            at = mark.from();
            seen = mark.seen();
        }

        Reading mark() {
            return new Reading(fates.firstRecord(at), Math.max(seen, at));
        }
    }

    /** Where an account ends, and what doesn't hold. */
    record Moved(Account account, List<AuditFault> faults) {}

    /** The first account: from where there are outcomes of all commands on. */
    static Account begin(int partition, String topics, Log log, Bounds bounds, Instant now) {
        long first = bounds.commands().start();
        if (bounds.replies().start() > 0) {
            var oldest = new ArrayList<Fate>();
            var replies = new TopicPartition(Topics.REPLIES, partition);
            var _ = log.read(replies, bounds.replies().start(), bounds.replies().end(), entry -> {
                Fate fate = Fate.ofReply(entry);
                if (fate != null) {
                    oldest.add(fate);
                }
            });
            long answered =
                    oldest.isEmpty() ? bounds.decided() : oldest.getFirst().commandOffset();
            first = Math.max(first, Math.min(answered, bounds.commands().end()));
        }
        var given = new ArrayList<Given>();
        var _ = log.read(
                new TopicPartition(Topics.COMMANDS, partition),
                first,
                bounds.commands().end(),
                entry -> given.add(Given.of(entry)));
        Instant since = given.isEmpty() ? now : given.getFirst().at();
        var replies = new Reading(bounds.replies().start(), bounds.replies().start());
        var letters = new Reading(bounds.letters().start(), bounds.letters().start());
        return new Account(partition, topics, new Marks(first, first, replies, letters), Totals.NONE, since, now);
    }

    /** @param before as it stands, whoever wrote it */
    Moved move(Account before, Bounds bounds, Instant now) {
        if (!before.marks().equals(marks)) {
            goBackTo(before.marks());
        }
        var settling = new Settling(before.partition(), now);
        // what was read before the bounds were looked at, and is of commands past them
        replies.fates.takeFrom(bounds.commands().end()).forEach(settling::noCommand);
        letters.fates.takeFrom(bounds.commands().end()).forEach(settling::noCommand);
        long first = before.marks().first();
        long next = before.marks().next();
        if (next < bounds.commands().start()) {
            next = bounds.commands().start();
            first = next;
            settling.notAudited(next - 1);
            skipTo(next);
        }
        next = settle(first, next, bounds, settling);
        readAhead(first, next, bounds, settling);
        replies.fates.takeBefore(next).forEach(settling::noCommand);
        letters.fates.takeBefore(next).forEach(settling::noCommand);
        count(next, bounds.commands().end());
        var after = new Marks(first, next, replies.mark(), letters.mark());
        marks = after;
        var totals = totals(before.totals(), settling.totals());
        return new Moved(
                new Account(before.partition(), before.topics(), after, totals, before.since(), now),
                settling.faults());
    }

    /** What was read ahead is forgotten. */
    private void goBackTo(Marks to) {
        replies.from(to.replies());
        letters.from(to.letters());
        countedTo = to.next();
        counted = 0;
    }

    /** What became of commands before can't be told. */
    private void skipTo(long next) {
        var _ = replies.fates.takeBefore(next);
        var _ = letters.fates.takeBefore(next);
        countedTo = next;
        counted = 0;
    }

    private long settle(long first, long from, Bounds bounds, Settling settling) {
        long next = from;
        long end = Math.min(bounds.decided(), bounds.commands().end());
        for (int i = 0; i < MAX_SETTLED && next < end; i++) {
            var given = new ArrayList<Given>();
            long after = Math.min(end, log.read(commands, next, end, entry -> given.add(Given.of(entry))));
            readAhead(first, next, bounds, settling);
            for (Given command : given) {
                settling.settle(command, replies.fates.take(command.offset()), letters.fates.take(command.offset()));
                counted -= command.offset() < countedTo ? 1 : 0;
            }
            next = after;
            replies.fates.takeBefore(next).forEach(settling::noCommand);
            letters.fates.takeBefore(next).forEach(settling::noCommand);
        }
        return next;
    }

    private void readAhead(long first, long next, Bounds bounds, Settling settling) {
        for (Fate fate : readAhead(replies, next, bounds.replies())) {
            late(fate, first, bounds.commands(), settling);
        }
        for (Fate fate : readAhead(letters, next, bounds.letters())) {
            late(fate, first, bounds.commands(), settling);
        }
    }

    /** Hands over the fates of commands that have had theirs. */
    private List<Fate> readAhead(Ahead ahead, long next, Extent extent) {
        var late = new ArrayList<Fate>();
        ahead.at = Math.max(ahead.at, extent.start()); // what is gone is missed where it belongs
        while (ahead.at < extent.end() && !ahead.fates.isFull() && late.size() < Fates.MAX) {
            ahead.at = log.read(ahead.partition, ahead.at, extent.end(), entry -> {
                Fate fate = ahead.reading.apply(entry);
                if (fate == null || (fate.commandOffset() < next && entry.offset() < ahead.seen)) {
                    return; // nothing, or accounted for
                }
                if (fate.commandOffset() < next && fate.commandOffset() >= 0) {
                    late.add(fate);
                } else {
                    ahead.fates.add(fate);
                }
            });
        }
        return late;
    }

    private void late(Fate fate, long first, Extent there, Settling settling) {
        if (fate.commandOffset() < first) {
            return; // nobody can tell what became of commands before the first
        }
        var found = new ArrayList<Given>();
        if (fate.commandOffset() >= there.start()) {
            var _ = log.read(
                    commands, fate.commandOffset(), fate.commandOffset() + 1, entry -> found.add(Given.of(entry)));
        } else {
            found.add(new Given(fate.commandOffset(), fate.commandId(), Instant.EPOCH)); // it is gone
        }
        String id = fate.commandId();
        if (found.isEmpty() || (id != null && !id.equals(found.getFirst().id()))) {
            settling.noCommand(fate);
        } else {
            settling.again(fate, found.getFirst());
        }
    }

    private void count(long next, long end) {
        if (countedTo < next) {
            countedTo = next;
            counted = 0;
        }
        for (int i = 0; i < MAX_COUNTED && countedTo < end; i++) {
            countedTo = log.read(commands, countedTo, end, _ -> counted++);
        }
    }

    private Totals totals(Totals before, Totals more) {
        return new Totals(
                before.settled() + more.settled(),
                before.applied() + more.applied(),
                before.rejected() + more.rejected(),
                before.deadLettered() + more.deadLettered(),
                before.faults() + more.faults(),
                counted);
    }
}
