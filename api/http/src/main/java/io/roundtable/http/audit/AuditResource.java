package io.roundtable.http.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.persistence.audit.Account;
import io.roundtable.persistence.audit.Account.Totals;
import io.roundtable.persistence.audit.AuditFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of all commands.
 *
 * @param balanced whether each accepted command was applied, rejected or dead-lettered, once, or is in flight
 * @param current whether that is about now: somebody counts
 * @param since when the first command was given that is accounted for
 * @param asOf when the partition was counted that was counted the longest ago
 * @param unaccounted how many faults there are; the first of them are listed
 * @param unaccountedCommandIds the commands of the listed faults
 */
@JsonInclude
record AuditResource(
        boolean balanced,
        boolean current,
        @Nullable Instant since,
        @Nullable Instant asOf,
        long accepted,
        long applied,
        long rejected,
        long deadLettered,
        long inFlight,
        long unaccounted,
        List<String> unaccountedCommandIds,
        List<FaultResource> faults,
        List<PartitionResource> partitions) {

    static final int MAX_FAULTS = 100;

    /** Several times as long as from one count to the next. */
    private static final Duration CURRENT = Duration.ofSeconds(30);

    /**
     * @param nextOffset commands before it are settled
     * @param unaccounted faults
     */
    @JsonInclude
    record PartitionResource(
            int partition,
            boolean balanced,
            Instant since,
            Instant asOf,
            long nextOffset,
            long accepted,
            long applied,
            long rejected,
            long deadLettered,
            long inFlight,
            long unaccounted) {

        static PartitionResource of(Account account) {
            Totals totals = account.totals();
            return new PartitionResource(
                    account.partition(),
                    totals.isBalanced(),
                    account.since(),
                    account.at(),
                    account.marks().next(),
                    totals.accepted(),
                    totals.applied(),
                    totals.rejected(),
                    totals.deadLettered(),
                    totals.inFlight(),
                    totals.faults());
        }
    }

    /** @param recordOffset of the reply or dead letter at fault; null where there is none */
    @JsonInclude
    record FaultResource(
            String kind,
            @Nullable String commandId,
            int partition,
            long commandOffset,
            @Nullable Long recordOffset,
            Instant foundAt) {

        static FaultResource of(AuditFault fault) {
            return new FaultResource(
                    fault.kind().wire(),
                    fault.commandId(),
                    fault.partition(),
                    fault.commandOffset(),
                    fault.recordOffset() == AuditFault.NONE ? null : fault.recordOffset(),
                    fault.foundAt());
        }
    }

    static AuditResource of(List<Account> accounts, List<AuditFault> faults, Instant now) {
        Totals all = accounts.stream().map(Account::totals).reduce(Totals.NONE, Totals::and);
        Instant asOf = accounts.stream()
                .map(Account::at)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new AuditResource(
                accounts.stream().map(Account::totals).allMatch(Totals::isBalanced),
                asOf != null && asOf.plus(CURRENT).isAfter(now),
                accounts.stream()
                        .map(Account::since)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                asOf,
                all.accepted(),
                all.applied(),
                all.rejected(),
                all.deadLettered(),
                all.inFlight(),
                all.faults(),
                faults.stream()
                        .map(AuditFault::commandId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                faults.stream().map(FaultResource::of).toList(),
                accounts.stream().map(PartitionResource::of).toList());
    }
}
