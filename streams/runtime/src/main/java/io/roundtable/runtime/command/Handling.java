package io.roundtable.runtime.command;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Deciders;
import io.roundtable.engine.Decision;
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
    private final Deciders deciders;

    Handling(RecordCodec codec, Partitions partitions, Deciders deciders) {
        this.codec = codec;
        this.partitions = partitions;
        this.deciders = deciders;
    }

    Handled handle(Incoming in, PartitionState before, StoreRows rows, Duplicates duplicates) {
        PartitionState now = before.at(in.brokerTime());
        CommandEnvelope envelope;
        try {
            envelope = decode(in);
        } catch (MalformedRecord e) {
            return new Handled.Poison(String.valueOf(e.getMessage()), now);
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
            return new Handled.Failed(codec.encode(reply), e.getClass().getSimpleName() + ": " + e.getMessage(), now);
        }
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
        if (!retry.fingerprint().equals(earlier.fingerprint())) {
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
        return switch (deciders.decide(rows, asked)) {
            case Decision.Rejected rejected -> {
                Reply reply = reply(envelope, now, Reply.Outcome.of(rejected.rejection()));
                yield new Handled.Decided(envelope, List.of(), reply, codec.encode(reply), now);
            }
            case Decision.Accepted accepted -> accept(in, envelope, now, rows, accepted);
        };
    }

    private Handled accept(
            Incoming in, CommandEnvelope envelope, PartitionState now, StoreRows rows, Decision.Accepted accepted) {
        long sequence = now.sequence();
        var encoded = new ArrayList<Encoded>();
        for (Event event : accepted.events()) {
            sequence++;
            deciders.evolve(rows, event, now.time());
            encoded.add(codec.encode(new EventEnvelope(
                    envelope.commandId().value() + "-" + encoded.size(),
                    sequence,
                    now.time(),
                    envelope.principal(),
                    new EventEnvelope.Cause(envelope.commandId(), in.offset()),
                    event instanceof MessageEvent message ? message.utterance().correlationId() : null,
                    envelope.traceparent(),
                    event)));
        }
        accepted.notes().forEach(note -> deciders.note(rows, note));
        var after = new PartitionState(sequence, now.time());
        var outcome = new Reply.Accepted(accepted.version(), accepted.ids(), now.time());
        Reply reply = reply(envelope, after, Reply.Outcome.of(outcome));
        return new Handled.Decided(envelope, encoded, reply, codec.encode(reply), after);
    }

    private static Reply reply(CommandEnvelope envelope, PartitionState state, Reply.Outcome outcome) {
        return new Reply(
                envelope.commandId(), envelope.command().workspaceId(), state.time(), false, state.sequence(), outcome);
    }

    /** What a repeat of the command has to find; null where none is to be recognized, or the refusal doesn't last. */
    static Duplicates.@Nullable Earlier lasting(Handled.Decided decided) {
        Rejection rejection = decided.reply().outcome().rejection();
        if (rejection != null && !rejection.code().isLasting()) {
            return null;
        }
        var retry = decided.envelope().retry();
        boolean isTimer = decided.envelope().principal().kind() == Principal.Kind.SYSTEM;
        if (retry == null && !isTimer) {
            return null;
        }
        return new Duplicates.Earlier(
                retry == null ? "" : retry.fingerprint(),
                decided.after().time(),
                decided.after().sequence(),
                decided.reply().outcome());
    }
}
