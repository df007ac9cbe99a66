package io.roundtable.persistence.projection;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageExpired;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageOffered;
import io.roundtable.contract.DeliveryEvent.MessageRedriven;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.delivery.ReturnReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What may happen to messages that were said: each takes rung after rung until it has reached an end. */
final class RandomLadder {

    private static final List<RawJson> OTHER_WORDS =
            List.of(new RawJson("{\"b\" :  \"\\u0000\"}"), new RawJson("[ 2 ]"), new RawJson("null"));

    private final RandomGenerator random;
    private final List<Climber> climbers = new ArrayList<>();
    private int leases;

    RandomLadder(RandomGenerator random) {
        this.random = random;
    }

    private enum Stage {
        QUEUED,
        LEASED,
        DEAD
    }

    private static final class Climber {
        final WorkspaceId workspace;
        final SandboxId to;
        final MessageId message;
        final @Nullable String correlation;
        Stage stage = Stage.QUEUED;
        LeaseId lease = new LeaseId("ls_0000000000");
        int attempt;
        int redrives;

        Climber(MessageEvent event, SandboxId to, MessageId message) {
            this.workspace = event.workspaceId();
            this.correlation = event.correlationId();
            this.to = to;
            this.message = message;
        }
    }

    void said(MessageEvent event) {
        switch (event) {
            case MessageSent sent -> climbers.add(new Climber(sent, sent.toSandboxId(), sent.messageId()));
            case MessageBroadcast broadcast ->
                broadcast
                        .copies()
                        .forEach(copy -> climbers.add(new Climber(broadcast, copy.toSandboxId(), copy.messageId())));
        }
    }

    /** The next rung of any message, old or new; null where none is on its way. */
    @Nullable
    DeliveryEvent next(Instant now) {
        if (climbers.isEmpty()) {
            return null;
        }
        // half of them among the latest, so that many are met again within a batch
        int last = climbers.size() - 1;
        int at = random.nextBoolean() ? last - Math.min(last, random.nextInt(4)) : random.nextInt(last + 1);
        Climber climber = climbers.get(at);
        DeliveryEvent event = step(climber, now);
        if (event instanceof MessageAcknowledged
                || event instanceof MessageExpired
                || event instanceof DeadLetterDiscarded) {
            climbers.remove(at);
        }
        return event;
    }

    private DeliveryEvent step(Climber of, Instant now) {
        return switch (of.stage) {
            case QUEUED -> queued(of, now);
            case LEASED -> leased(of, now);
            case DEAD -> dead(of);
        };
    }

    private DeliveryEvent queued(Climber of, Instant now) {
        return switch (random.nextInt(8)) {
            case 0 -> new MessageOffered(of.workspace, of.to, of.message, of.correlation);
            case 1 -> new MessageExpired(of.workspace, of.to, of.message, failure(of, now), of.correlation);
            case 2 -> buried(of, now);
            default -> {
                of.stage = Stage.LEASED;
                of.attempt++;
                of.lease = new LeaseId("ls_%010d".formatted(++leases));
                Instant until = now.plusNanos(30_000_000_789L);
                yield new MessageLeased(of.workspace, of.to, of.message, of.lease, of.attempt, until, of.correlation);
            }
        };
    }

    private DeliveryEvent leased(Climber of, Instant now) {
        return switch (random.nextInt(6)) {
            case 0 -> new LeaseExtended(of.workspace, of.to, of.message, of.lease, now.plusSeconds(60), of.correlation);
            case 1, 2 -> returned(of, now);
            case 3, 4 -> buried(of, now);
            default -> new MessageAcknowledged(of.workspace, of.to, of.message, of.lease, of.attempt, of.correlation);
        };
    }

    private DeliveryEvent returned(Climber of, Instant now) {
        ReturnReason reason = any(List.of(ReturnReason.values()));
        var event = new MessageReturned(
                of.workspace,
                of.to,
                of.message,
                of.lease,
                of.attempt,
                reason,
                random.nextBoolean() ? "tab\there" : null,
                now.plusNanos(1_999),
                of.correlation);
        of.stage = Stage.QUEUED;
        of.attempt -= reason == ReturnReason.RELEASED ? 1 : 0;
        return event;
    }

    private DeliveryEvent buried(Climber of, Instant now) {
        of.stage = Stage.DEAD;
        return new MessageDeadLettered(of.workspace, of.to, of.message, failure(of, now), of.correlation);
    }

    private DeliveryEvent dead(Climber of) {
        if (random.nextInt(3) == 0) {
            return new DeadLetterDiscarded(
                    of.workspace, of.to, of.message, "line one\nline two", of.redrives, of.correlation);
        }
        of.stage = Stage.QUEUED;
        of.attempt = 0;
        RawJson content = random.nextBoolean() ? any(OTHER_WORDS) : null;
        return new MessageRedriven(of.workspace, of.to, of.message, content, ++of.redrives, of.correlation);
    }

    private Failure failure(Climber of, Instant now) {
        FailureReason reason = any(List.of(FailureReason.values()));
        return new Failure(
                reason,
                of.attempt,
                of.attempt == 0 ? null : now.minusNanos(1_999),
                now.plusNanos(789),
                random.nextBoolean() ? "back\\slash" : null,
                of.redrives);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
