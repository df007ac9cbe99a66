package io.roundtable.runtime.command;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.Holder;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decision;
import io.roundtable.runtime.RecordSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The guarded section: decodes, decides, evolves on a scratch pad and encodes, before anything is written.
 *
 * <p>Who is to be answered is read first: a command that can't be decoded gets its answer too.
 *
 * <p>A fault of the command ends in a refusal or among the dead letters and the partition goes on; a fault of the
 * machinery is passed on, and stops the thread.
 */
final class Handling {

    private static final Logger log = LoggerFactory.getLogger(Handling.class);

    private final RecordCodec codec;
    private final Partitions partitions;
    private final Rules rules;

    Handling(RecordCodec codec, Partitions partitions, Rules rules) {
        this.codec = codec;
        this.partitions = partitions;
        this.rules = rules;
    }

    /** Who is to be answered: all that one can know of a command that can't be decoded. */
    private record Asker(
            CommandId id, WorkspaceId workspace, @Nullable String traceparent) {}

    Handled handle(Incoming in, PartitionState before, StoreRows rows, Duplicates duplicates) {
        PartitionState now = before.past(in.offset(), in.brokerTime());
        Asker asker;
        try {
            asker = asker(in);
        } catch (MalformedRecord e) {
            return new Handled.Poison(String.valueOf(e.getMessage()), now);
        } catch (RuntimeException e) {
            log.error("the record at partition {} offset {} can't be read", in.partition(), in.offset(), e);
            return new Handled.Poison(reason(e), now);
        }
        try (var _ = MDC.putCloseable("command_id", asker.id().value());
                var _ = Traces.put(asker.traceparent())) {
            return handle(in, asker, now, rows, duplicates);
        }
    }

    private Handled handle(Incoming in, Asker asker, PartitionState now, StoreRows rows, Duplicates duplicates) {
        try {
            CommandEnvelope envelope = decode(in, asker);
            Handled repeated = repeated(in, envelope, now, duplicates);
            return repeated != null ? repeated : decide(in, envelope, now, rows);
        } catch (Machinery e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("command {} failed, and is kept among the dead letters", asker.id(), e);
            var rejection = new Rejection(RejectionCode.INTERNAL, "The command failed; it is kept for inspection.");
            var reply = new Reply(
                    asker.id(), asker.workspace(), now.time(), false, now.sequence(), Reply.Outcome.of(rejection));
            return new Handled.Failed(codec.encode(reply, in.offset(), asker.traceparent()), reason(e), now);
        }
    }

    private static String reason(RuntimeException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private Asker asker(Incoming in) {
        WorkspaceId workspace = RecordCodec.workspace(in.key());
        if (partitions.of(workspace) != in.partition()) {
            throw new MalformedRecord("the key belongs to partition " + partitions.of(workspace));
        }
        String traceparent = CloudEventHeaders.of(in.headers()).find(CloudEventHeaders.TRACEPARENT);
        return new Asker(RecordCodec.commandId(in.headers()), workspace, traceparent);
    }

    private CommandEnvelope decode(Incoming in, Asker asker) {
        CommandEnvelope envelope = codec.command(in.headers(), in.value());
        if (!asker.workspace().equals(envelope.command().workspaceId())) {
            throw new MalformedRecord("the key is not the command's workspace");
        }
        return envelope;
    }

    private @Nullable Handled repeated(
            Incoming in, CommandEnvelope envelope, PartitionState now, Duplicates duplicates) {
        Bytes key = Duplicates.key(envelope);
        Duplicates.Earlier earlier = key == null ? null : duplicates.find(key, now.time());
        var retry = envelope.retry();
        if (earlier == null || retry == null) {
            return null;
        }
        if (!earlier.isOf(retry)) {
            var rejection = new Rejection(
                    RejectionCode.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key came with another request before.");
            return new Handled.Repeated(encoded(in, envelope, reply(envelope, now, Reply.Outcome.of(rejection))), now);
        }
        var reply = new Reply(
                envelope.commandId(),
                envelope.command().workspaceId(),
                now.time(),
                true,
                earlier.sequence(),
                earlier.outcome());
        return new Handled.Repeated(encoded(in, envelope, reply), now);
    }

    private Handled decide(Incoming in, CommandEnvelope envelope, PartitionState now, StoreRows rows) {
        return switch (rules.decide(rows, asked(envelope, now))) {
            case Decision.Rejected rejected ->
                decided(in, envelope, List.of(), now, Reply.Outcome.of(rejected.rejection()));
            case Decision.Accepted accepted -> accept(in, envelope, now, rows, accepted);
        };
    }

    private Handled accept(
            Incoming in, CommandEnvelope envelope, PartitionState now, StoreRows rows, Decision.Accepted accepted) {
        var happened = new ArrayList<Event>();
        var news = accepted.events();
        while (!news.isEmpty()) {
            for (Event event : news) {
                happened.add(event);
                rules.evolve(rows, event, now.time(), now.sequence() + happened.size());
            }
            news = rules.follow(rows, news, asked(envelope, now));
        }
        accepted.notes().forEach(note -> rules.note(rows, note));
        rows.seal();
        var written = new ArrayList<Handled.Written>();
        for (Event event : happened) {
            var place = new Place(in.offset(), written.size(), now.sequence() + written.size() + 1, now.time());
            var encoded = measured(codec.encode(enveloped(event, envelope, place)));
            written.add(new Handled.Written(encoded, isAttempt(event)));
        }
        var outcome = new Reply.Accepted(accepted.version(), accepted.ids(), now.time());
        var after = now.withSequence(now.sequence() + written.size());
        return decided(in, envelope, written, after, Reply.Outcome.of(outcome));
    }

    /** Whether a courier has to do something: the event says all that it needs, and so is its order as it stands. */
    private static boolean isAttempt(Event event) {
        return switch (event) {
            case MessageLeased leased -> leased.holder() == Holder.COURIER;
            case EventsOrdered _ -> true;
            default -> false;
        };
    }

    private static Asked<Command> asked(CommandEnvelope envelope, PartitionState now) {
        return new Asked<>(
                envelope.command(), envelope.principal(), now.time(), envelope.seed(), envelope.expectedVersion());
    }

    /** Where an event stands. */
    private record Place(long commandOffset, int index, long sequence, Instant time) {}

    private static EventEnvelope enveloped(Event event, CommandEnvelope by, Place place) {
        return new EventEnvelope(
                by.commandId().value() + "-" + place.index(),
                place.sequence(),
                place.time(),
                by.principal(),
                new EventEnvelope.Cause(by.commandId(), place.commandOffset()),
                event.correlationId(),
                by.traceparent(),
                event);
    }

    private Handled decided(
            Incoming in,
            CommandEnvelope envelope,
            List<Handled.Written> events,
            PartitionState after,
            Reply.Outcome outcome) {
        Reply reply = reply(envelope, after, outcome);
        return new Handled.Decided(
                envelope.commandId(),
                outcome.accepted() != null,
                events,
                encoded(in, envelope, reply),
                after,
                Duplicates.entry(envelope, reply));
    }

    private Encoded encoded(Incoming in, CommandEnvelope envelope, Reply reply) {
        return measured(codec.encode(reply, in.offset(), envelope.traceparent()));
    }

    /** What no topic takes would fail at the producer, again and again, and stop the partition. */
    private static Encoded measured(Encoded encoded) {
        RecordSize.check("the record", RecordSize.of(encoded.keyBytes(), encoded.value(), encoded.headers()));
        return encoded;
    }

    private static Reply reply(CommandEnvelope envelope, PartitionState state, Reply.Outcome outcome) {
        return new Reply(
                envelope.commandId(), envelope.command().workspaceId(), state.time(), false, state.sequence(), outcome);
    }
}
