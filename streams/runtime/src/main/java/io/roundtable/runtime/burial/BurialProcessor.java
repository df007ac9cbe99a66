package io.roundtable.runtime.burial;

import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.runtime.DeadLetter;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Picks the events by which messages, and events for subscriptions, are given up; all others it passes over by their headers alone. */
@NullUnmarked // Kafka Streams sets the context in init
final class BurialProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(BurialProcessor.class);

    private final Originals originals;
    private final RecordCodec codec;
    private ProcessorContext<byte[], byte[]> context;

    BurialProcessor(Originals originals, String schemas) {
        this.originals = originals;
        this.codec = new RecordCodec("/roundtable/burials", schemas);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> entry) {
        EventEnvelope envelope = envelope(entry);
        if (envelope == null) {
            return;
        }
        int partition = context.recordMetadata().orElseThrow().partition();
        if (envelope.event() instanceof MessageDeadLettered event) {
            var original = originals.find(partition, event, envelope.sequence());
            bury(entry, original, () -> Inscription.of(envelope, event, original, codec));
        } else if (envelope.event() instanceof EventDeadLettered event) {
            var original = originals.find(partition, event);
            bury(entry, original, () -> Inscription.of(envelope, event, original, codec));
        }
    }

    private void bury(Record<byte[], byte[]> entry, DeadLetter.Origin original, Supplier<RecordHeaders> described) {
        var letter = DeadLetter.of(original, described);
        context.forward(new Record<>(entry.key(), letter.value(), entry.timestamp(), letter.headers()));
    }

    /** Null where it is none of these, or none of ours: what can't be read stops the projection, and is told there. */
    private @Nullable EventEnvelope envelope(Record<byte[], byte[]> entry) {
        if (!isOfAFailure(entry.headers())) {
            return null;
        }
        try {
            return codec.event(entry.headers(), entry.value());
        } catch (MalformedRecord e) {
            log.warn("a record that says that something was given up can't be read, and is passed over", e);
            return null;
        }
    }

    private static boolean isOfAFailure(Headers headers) {
        String type = CloudEventHeaders.of(headers).find(CloudEventHeaders.TYPE);
        var event = type == null ? null : RecordTypes.event(type);
        return event == MessageDeadLettered.class || event == EventDeadLettered.class;
    }
}
