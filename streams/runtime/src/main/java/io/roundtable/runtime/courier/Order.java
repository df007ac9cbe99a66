package io.roundtable.runtime.courier;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.delivery.Holder;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An attempt that a courier is to make.
 *
 * @param partition the workspace's
 * @param sequence of the lease's event: tables that don't show it yet don't show what is to be sent
 */
record Order(MessageLeased lease, int partition, long sequence) {

    /** @throws MalformedRecord where it isn't one of the engine's */
    static Order of(ConsumerRecord<byte[], byte[]> entry, RecordCodec codec) {
        var envelope = codec.event(entry.headers(), entry.value());
        if (envelope.event() instanceof MessageLeased lease && lease.holder() == Holder.COURIER) {
            return new Order(lease, entry.partition(), envelope.sequence());
        }
        throw new MalformedRecord("it isn't a courier's lease");
    }
}
