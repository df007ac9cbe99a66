package io.roundtable.runtime.courier;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.delivery.Holder;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a courier is to do: bring a message, or a subscription's events. */
sealed interface Task permits Order, Errand {

    /** The workspace's. */
    int partition();

    /** Of the event that is the order: tables that don't show it yet don't show what is to be sent. */
    long sequence();

    /** For people. */
    String name();

    /** @throws MalformedRecord where it isn't one of the engine's */
    static Task of(ConsumerRecord<byte[], byte[]> entry, RecordCodec codec) {
        var envelope = codec.event(entry.headers(), entry.value());
        if (envelope.event() instanceof MessageLeased lease && lease.holder() == Holder.COURIER) {
            return new Order(lease, entry.partition(), envelope.sequence());
        }
        if (envelope.event() instanceof EventsOrdered ordered) {
            return new Errand(ordered, entry.partition(), envelope.sequence());
        }
        throw new MalformedRecord("it isn't an order for a courier");
    }
}
