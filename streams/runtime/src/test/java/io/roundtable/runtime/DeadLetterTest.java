package io.roundtable.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordTypes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class DeadLetterTest {

    private static final TopicPartition FROM = new TopicPartition(Topics.COMMANDS, 3);
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static DeadLetter letter(byte[] key, byte[] value, Headers headers) {
        return DeadLetter.of(new DeadLetter.Origin(FROM, 42, key, value, headers), "because", NOON);
    }

    private static String header(DeadLetter letter, String name) {
        return Objects.requireNonNull(CloudEventHeaders.of(letter.headers()).find(name), name);
    }

    @Test
    void shouldKeepKeyValueAndHeadersAsTheyWereAndSayWhereTheyCameFrom() {
        // Given
        byte[] key = {1, 2};
        byte[] value = {(byte) 0xff, 0};
        var headers = new RecordHeaders().add("mine", new byte[] {7}).add("empty", null);

        // When
        var letter = letter(key, value, headers);

        // Then
        assertThat(letter.key()).isSameAs(key);
        assertThat(letter.value()).isSameAs(value);
        assertThat(letter.headers().lastHeader("original.mine").value()).containsExactly(7);
        assertThat(letter.headers().lastHeader("original.empty").value()).isNull();
        assertThat(header(letter, "reason")).isEqualTo("because");
        assertThat(header(letter, "topic")).isEqualTo(Topics.COMMANDS);
        assertThat(header(letter, "partition")).isEqualTo("3");
        assertThat(header(letter, "offset")).isEqualTo("42");
        assertThat(header(letter, CloudEventHeaders.ID)).isEqualTo("dl-" + FROM + "-42");
        assertThat(letter.headers().lastHeader("cut")).isNull();
        assertThat(header(letter, CloudEventHeaders.DATA_SCHEMA)).endsWith("/" + RecordTypes.POISONED);
        assertThat(header(letter, CloudEventHeaders.PARTITION_KEY)).isEqualTo(FROM.toString());
    }

    @Test
    void shouldKeepKeyAndValueWholeOfTheLargestRecordThatATopicTakes() {
        // Given
        byte[] key = new byte[Topics.MAX_RECORD_BYTES / 4];
        byte[] value = new byte[Topics.MAX_RECORD_BYTES / 2];
        var headers = new RecordHeaders();
        for (long size = RecordSize.of(key, value, headers); size < Topics.MAX_RECORD_BYTES; size += 4) {
            headers.add("h", new byte[1]); // each is four bytes there, and more here
        }

        // When
        var letter = letter(key, value, headers);

        // Then
        assertThat(letter.key()).isSameAs(key);
        assertThat(letter.value()).isSameAs(value);
        assertThat(header(letter, "cut")).startsWith("key=" + key.length);
        assertThat(RecordSize.of(letter.key(), letter.value(), letter.headers()))
                .isLessThanOrEqualTo(Topics.MAX_DEAD_LETTER_BYTES);
    }

    @Test
    void shouldCutWhatNoTopicWouldTake() {
        // Given
        byte[] value = new byte[5 * Topics.MAX_RECORD_BYTES];
        value[0] = 9;
        var headers = new RecordHeaders();
        for (int i = 0; i < 100_000; i++) {
            headers.add("h" + i, new byte[20]);
        }

        // When
        var letter = letter(new byte[5_000], value, headers);

        // Then
        long size = RecordSize.of(letter.key(), letter.value(), letter.headers());
        assertThat(size).isBetween((long) Topics.MAX_DEAD_LETTER_BYTES - 100, (long) Topics.MAX_DEAD_LETTER_BYTES);
        assertThat(Objects.requireNonNull(letter.value())[0]).isEqualTo((byte) 9);
        assertThat(letter.headers().lastHeader("original.h0")).isNotNull();
        assertThat(header(letter, "cut")).startsWith("key=5000,value=" + value.length);
    }

    @Test
    void shouldBoundTheReason() {
        var origin = new DeadLetter.Origin(FROM, 1, null, null, new RecordHeaders());

        var letter = DeadLetter.of(origin, "x".repeat(5_000), NOON);

        assertThat(header(letter, "reason").getBytes(StandardCharsets.UTF_8)).hasSize(1_000);
        assertThat(letter.value()).isNull();
    }
}
