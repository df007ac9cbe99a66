package io.roundtable.runtime.audit;

import io.roundtable.persistence.audit.Account.Totals;
import io.roundtable.persistence.audit.AuditFault;
import io.roundtable.persistence.audit.AuditFault.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds for each command the one outcome that it must have, and what is missing or too much. */
final class Settling {

    private final int partition;
    private final Instant now;
    private final List<AuditFault> faults = new ArrayList<>();
    private long settled;
    private long applied;
    private long rejected;
    private long deadLettered;

    Settling(int partition, Instant now) {
        this.partition = partition;
        this.now = now;
    }

    /** @param answers replies that name the command's offset */
    void settle(Given command, List<Fate> answers, List<Fate> letters) {
        settled++;
        var own = new ArrayList<Fate>();
        for (Fate answer : answers) {
            if (command.id() != null && command.id().equals(answer.commandId())) {
                own.add(answer);
            } else {
                noCommand(answer);
            }
        }
        own.stream().skip(1).forEach(again -> fault(Kind.ANSWERED_TWICE, command, again.recordOffset()));
        if (own.isEmpty()) {
            if (letters.isEmpty()) {
                fault(Kind.UNANSWERED, command, AuditFault.NONE);
            } else {
                deadLettered++;
            }
        } else {
            answered(command, own.getFirst(), letters);
        }
    }

    private void answered(Given command, Fate answer, List<Fate> letters) {
        switch (answer.kind()) {
            case APPLIED -> applied++;
            case REJECTED -> rejected++;
            case FAILED -> {
                if (letters.isEmpty()) {
                    fault(Kind.NOT_KEPT, command, answer.recordOffset());
                } else {
                    deadLettered++;
                }
                return;
            }
            case KEPT -> throw new IllegalStateException("a dead letter is no answer");
        }
        letters.forEach(letter -> fault(Kind.ANSWERED_TWICE, command, letter.recordOffset()));
    }

    void noCommand(Fate fate) {
        fault(Kind.NO_COMMAND, fate.commandOffset(), fate.recordOffset(), fate.commandId());
    }

    /** An outcome of a command that has had its own. */
    void again(Fate fate, Given command) {
        fault(Kind.ANSWERED_TWICE, command, fate.recordOffset());
    }

    /** Commands left the log before they were settled. */
    void notAudited(long lastOffset) {
        fault(Kind.NOT_AUDITED, lastOffset, AuditFault.NONE, null);
    }

    private void fault(Kind kind, Given command, long recordOffset) {
        fault(kind, command.offset(), recordOffset, command.id());
    }

    private void fault(Kind kind, long commandOffset, long recordOffset, @Nullable String commandId) {
        faults.add(new AuditFault(partition, kind, commandOffset, recordOffset, commandId, now));
    }

    List<AuditFault> faults() {
        return List.copyOf(faults);
    }

    Totals totals() {
        return new Totals(settled, applied, rejected, deadLettered, faults.size(), 0);
    }
}
