package io.roundtable.runtime.command;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.WorkspaceId;
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

/**
 * The guarded section: decodes, decides, evolves on a scratch pad and encodes, before anything is written.
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

    Handled handle(Incoming in, PartitionState before, StoreRows rows, Duplicates duplicates) {
        PartitionState now = before.at(in.brokerTime());
        CommandEnvelope envelope;
        try {
            envelope = decode(in);
        } catch (MalformedRecord e) {
            return new Handled.Poison(String.valueOf(e.getMessage()), now);
        } catch (RuntimeException e) {
            log.error("the command at partition {} offset {} can't be decoded", in.partition(), in.offset(), e);
            return new Handled.Poison(reason(e), now);
        }
        try {
            Handled repeated = repeated(envelope, now, duplicates);
            return repeated != null ? repeated : decide(in, envelope, now, rows);
        } catch (Machinery e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("command {} failed, and is kept among the dead letters", envelope.commandId(), e);
            var rejection = new Rejection(RejectionCode.INTERNAL, "The command failed; it is kept for inspection.");
            Reply reply = reply(envelope, now, Reply.Outcome.of(rejection));
            return new Handled.Failed(codec.encode(reply), reason(e), now);
        }
    }

    private static String reason(RuntimeException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private CommandEnvelope decode(Incoming in) {
        WorkspaceId key = RecordCodec.workspace(in.key());
        CommandEnvelope envelope = codec.command(in.headers(), in.value());
        if (!key.equals(envelope.command().workspaceId())) {
            throw new MalformedRecord("the key is not the command's workspace");
        }
        if (partitions.of(key) != in.partition()) {
            throw new MalformedRecord("the key belongs to partition " + partitions.of(key));
        }
        return envelope;
    }

    private @Nullable Handled repeated(CommandEnvelope envelope, PartitionState now, Duplicates duplicates) {
        Bytes key = Duplicates.key(envelope);
        Duplicates.Earlier earlier = key == null ? null : duplicates.find(key, now.time());
        if (earlier == null) {
            return null;
        }
        var retry = envelope.retry();
        if (retry == null) {
            return new Handled.Repeated(null, now);
        }
        if (!earlier.isOf(retry)) {
            var rejection = new Rejection(
                    RejectionCode.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key came with another request before.");
            return new Handled.Repeated(codec.encode(reply(envelope, now, Reply.Outcome.of(rejection))), now);
        }
        var reply = new Reply(
                envelope.commandId(),
                envelope.command().workspaceId(),
                now.time(),
                true,
                earlier.sequence(),
                earlier.outcome());
        return new Handled.Repeated(codec.encode(reply), now);
    }

    private Handled decide(Incoming in, CommandEnvelope envelope, PartitionState now, StoreRows rows) {
        var asked = new Asked<Command>(
                envelope.command(), envelope.principal(), now.time(), envelope.seed(), envelope.expectedVersion());
        return switch (rules.decide(rows, asked)) {
            case Decision.Rejected rejected ->
                decided(envelope, List.of(), reply(envelope, now, Reply.Outcome.of(rejected.rejection())), now);
            case Decision.Accepted accepted -> accept(in, envelope, now, rows, accepted);
        };
    }

    private Handled accept(
            Incoming in, CommandEnvelope envelope, PartitionState now, StoreRows rows, Decision.Accepted accepted) {
        long sequence = now.sequence();
        var encoded = new ArrayList<Encoded>();
        for (Event event : accepted.events()) {
            sequence++;
            rules.evolve(rows, event, now.time());
            var place = new Place(in.offset(), encoded.size(), sequence, now.time());
            encoded.add(measured(codec.encode(enveloped(event, envelope, place))));
        }
        accepted.notes().forEach(note -> rules.note(rows, note));
        rows.seal();
        var after = new PartitionState(sequence, now.time());
        var outcome = new Reply.Accepted(accepted.version(), accepted.ids(), now.time());
        return decided(envelope, encoded, reply(envelope, after, Reply.Outcome.of(outcome)), after);
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
                event instanceof MessageEvent message ? message.utterance().correlationId() : null,
                by.traceparent(),
                event);
    }

    private Handled decided(CommandEnvelope envelope, List<Encoded> events, Reply reply, PartitionState after) {
        return new Handled.Decided(
                reply.outcome().accepted() != null,
                events,
                measured(codec.encode(reply)),
                after,
                Duplicates.entry(envelope, reply));
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
