package io.roundtable.runtime.replay.engine;

import io.roundtable.contract.Reply;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordTypes;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads what the engine has written, and knows it from what others have. */
final class Outcomes {

    static final RecordCodec CODEC = new RecordCodec("/roundtable/replay", RecordCodec.DEFAULT_SCHEMAS);

    private Outcomes() {}

    /**
     * An outcome of a command.
     *
     * @param reply null of a dead letter
     */
    record Told(long commandOffset, Instant time, @Nullable Reply reply) {}

    static boolean isEvent(Headers headers) {
        return CloudEventHeaders.of(headers).sequence().isPresent();
    }

    static @Nullable Told reply(ConsumerRecord<byte[], byte[]> entry) {
        try {
            Reply reply = CODEC.reply(entry.headers(), entry.value());
            long offset = CloudEventHeaders.of(entry.headers()).number(CloudEventHeaders.COMMAND_OFFSET);
            return new Told(offset, reply.time(), reply);
        } catch (MalformedRecord e) {
            return null;
        }
    }

    static @Nullable Told letter(ConsumerRecord<byte[], byte[]> entry) {
        var headers = CloudEventHeaders.of(entry.headers());
        try {
            long offset = headers.number("offset");
            boolean isCommand = RecordTypes.POISONED.equals(headers.find(CloudEventHeaders.TYPE))
                    && ("dl-" + Topics.COMMANDS + "-" + entry.partition() + "-" + offset)
                            .equals(headers.find(CloudEventHeaders.ID));
            return isCommand ? new Told(offset, headers.time(), null) : null;
        } catch (MalformedRecord e) {
            return null;
        }
    }
}
