package io.roundtable.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ReceiptsTest {
    private final Receipts receipts = new Receipts(2, 2);

    @Test
    void shouldTellEachRoundsOwnLatencies() {
        // Given
        for (int number = 0; number < 4; number++) {
            receipts.meant(number, 1);
        }

        // When
        receipts.received(0, TimeUnit.MILLISECONDS.toNanos(10));
        receipts.received(1, TimeUnit.MILLISECONDS.toNanos(10));
        receipts.received(3, TimeUnit.MILLISECONDS.toNanos(30));

        // Then
        assertThat(receipts.isComplete(0)).isTrue();
        assertThat(receipts.isComplete(1)).isFalse();
        assertThat(receipts.round(0).millis(50)).isCloseTo(10, within(0.1));
        assertThat(receipts.round(1).millis(50)).isCloseTo(30, within(0.1));
    }

    @Test
    void shouldCountAMessageThatComesTwiceOnce() {
        // Given
        receipts.meant(0, 1);
        receipts.meant(1, 1);

        // When
        receipts.received(0, 2);
        receipts.received(0, 3);

        // Then
        assertThat(receipts.isComplete(0)).isFalse();
    }

    @Test
    void shouldFindTheNumberInTheContent() throws Exception {
        // Given
        receipts.meant(0, System.nanoTime());
        receipts.meant(1, System.nanoTime());

        // When
        for (var number : new String[] {"0000000000000000", "0000000000000001"}) {
            receipts.received(new JsonMapper().readTree("{\"content\":{\"n\":\"" + number + "\",\"text\":\"\"}}"));
        }

        // Then
        assertThat(receipts.isComplete(0)).isTrue();
    }
}
