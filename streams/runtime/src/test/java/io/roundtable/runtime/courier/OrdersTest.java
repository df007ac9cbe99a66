package io.roundtable.runtime.courier;

import static io.roundtable.runtime.courier.FakeOrders.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.ForeignRecords;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockShareConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class OrdersTest {

    private static final byte[] NOISE = {0, -1, 17, '{'};

    private final List<Long> accepted = new ArrayList<>();
    private final MockShareConsumer<byte[], byte[]> consumer = new MockShareConsumer<>() {
        @Override
        public synchronized void acknowledge(ConsumerRecord<byte[], byte[]> entry, AcknowledgeType type) {
            assertThat(type).isEqualTo(AcknowledgeType.ACCEPT);
            accepted.add(entry.offset());
        }
    };
    private final MockProducer<byte[], byte[]> letters =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Orders orders = new Orders(consumer, CODEC, new ForeignRecords(letters));

    @Test
    void shouldKeepWhatIsForeignWithItsBytesAndTakeTheRest() {
        // Given
        consumer.addRecord(FakeOrders.record(1));
        consumer.addRecord(foreign(2, NOISE, NOISE));
        consumer.addRecord(foreign(3, null, null));
        consumer.addRecord(FakeOrders.record(4));

        // When
        var taken = orders.take();

        // Then
        assertThat(taken).containsExactly(order(1), order(4));
        assertThat(accepted).containsExactly(1L, 2L, 3L, 4L);
        assertThat(letters.history()).hasSize(2);
        var kept = letters.history().getFirst();
        assertThat(kept.topic()).isEqualTo(Topics.DEAD_LETTERS);
        assertThat(kept.partition()).isEqualTo(PARTITION);
        assertThat(kept.key()).isEqualTo(NOISE);
        assertThat(kept.value()).isEqualTo(NOISE);
        assertThat(kept.headers().lastHeader("ce_id").value()).asString().isEqualTo("dl-roundtable.deliveries-3-2");
    }

    @Test
    void shouldGiveARecordThatComesAgainTheSameId() {
        // When
        for (int i = 0; i < 2; i++) {
            consumer.addRecord(foreign(2, NOISE, NOISE));
            assertThat(orders.take()).isEmpty();
        }

        // Then
        assertThat(letters.history())
                .extracting(letter ->
                        new String(letter.headers().lastHeader("ce_id").value(), UTF_8))
                .containsExactly("dl-roundtable.deliveries-3-2", "dl-roundtable.deliveries-3-2");
    }

    @Test
    void shouldNotAcceptWhatCanNotBeKept() {
        // Given
        letters.sendException = new KafkaException("the broker is away");
        consumer.addRecord(foreign(2, NOISE, NOISE));

        // When, then
        assertThatThrownBy(orders::take).hasMessageContaining("the broker is away");
        assertThat(accepted).isEmpty();
    }
}
