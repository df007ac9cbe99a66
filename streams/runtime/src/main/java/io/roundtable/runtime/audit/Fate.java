package io.roundtable.runtime.audit;

import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordTypes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a record says that a command has come to.
 *
 * @param commandOffset where the command stands; -1 where it doesn't say
 * @param commandId null of a dead letter, which has the command's own headers
 * @param recordOffset where it says so
 */
record Fate(long commandOffset, @Nullable String commandId, long recordOffset, Kind kind) {

    private static final RecordCodec CODEC = new RecordCodec("/roundtable/audit", RecordCodec.DEFAULT_SCHEMAS);
    private static final long NOWHERE = -1;

    enum Kind {
        APPLIED,
        REJECTED,
        /** Refused since handling it failed; it must be among the dead letters too. */
        FAILED,
        /** Among the dead letters. */
        KEPT
    }

    /** Null where it is no reply: foreign bytes, that the projector keeps as poison. */
    static @Nullable Fate ofReply(ConsumerRecord<byte[], byte[]> entry) {
        try {
            var reply = CODEC.reply(entry.headers(), entry.value());
            var rejection = reply.outcome().rejection();
            Kind kind = rejection == null
                    ? Kind.APPLIED
                    : rejection.code() == RejectionCode.INTERNAL ? Kind.FAILED : Kind.REJECTED;
            return new Fate(
                    number(entry, CloudEventHeaders.COMMAND_OFFSET),
                    reply.commandId().value(),
                    entry.offset(),
                    kind);
        } catch (MalformedRecord e) {
            return null;
        }
    }

    /** Null where it isn't a command of the same partition that is kept there. */
    static @Nullable Fate ofLetter(ConsumerRecord<byte[], byte[]> entry) {
        var headers = CloudEventHeaders.of(entry.headers());
        long offset = number(entry, "offset");
        boolean isCommand = RecordTypes.POISONED.equals(headers.find(CloudEventHeaders.TYPE))
                && ("dl-" + Topics.COMMANDS + "-" + entry.partition() + "-" + offset)
                        .equals(headers.find(CloudEventHeaders.ID));
        return isCommand ? new Fate(offset, null, entry.offset(), Kind.KEPT) : null;
    }

    private static long number(ConsumerRecord<byte[], byte[]> entry, String header) {
        try {
            return Math.max(NOWHERE, CloudEventHeaders.of(entry.headers()).number(header));
        } catch (MalformedRecord e) {
            return NOWHERE;
        }
    }
}
