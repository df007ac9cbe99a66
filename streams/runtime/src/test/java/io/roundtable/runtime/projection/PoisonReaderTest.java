package io.roundtable.runtime.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.wire.Json;
import io.roundtable.persistence.projection.Poison;
import io.roundtable.runtime.DeadLetter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PoisonReaderTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final TopicPartition AT = new TopicPartition("roundtable.commands", 3);

    private static DeadLetter letter(byte[] value) {
        var headers = new RecordHeaders().add("odd", null).add("even", new byte[] {(byte) 0xff});
        return DeadLetter.of(new DeadLetter.Origin(AT, 17, null, value, headers), "no \u0000 command", NOON);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @Test
    void shouldReadWhatWasKept() {
        // Given
        var letter = letter(new byte[] {1, 2});

        // When
        var poison = PoisonReader.read(letter.headers(), letter.key(), letter.value());

        // Then
        assertThat(PoisonReader.canRead(letter.headers())).isTrue();
        assertThat(poison.origin()).isEqualTo(new Poison.Origin("roundtable.commands", 3, 17));
        assertThat(poison.key()).isNull();
        assertThat(poison.value()).containsExactly(1, 2);
        assertThat(poison.at()).isEqualTo(NOON);
        assertThat(poison.reason()).isEqualTo("no \uFFFD command");
        assertThat(poison.id()).matches("dl_[0-9a-z]{26}");
        assertThat(poison.headers()).isEqualTo("[{\"name\":\"odd\"},{\"name\":\"even\",\"value_base64\":\"/w==\"}]");
    }

    @Test
    void shouldTellRecordsApartByTheirPlaceAndTheirBytes() {
        var one = letter(new byte[] {1});
        var same = letter(new byte[] {1});
        var other = letter(new byte[] {2});

        assertThat(id(one)).isEqualTo(id(same)).isNotEqualTo(id(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "partition", "offset"})
    void shouldNotReadWhatSaysNotWhereItStood(String missing) {
        var headers = new RecordHeaders(letter(new byte[0]).headers());
        headers.remove(missing);

        assertThat(PoisonReader.canRead(headers)).isFalse();
    }

    /** One that stopped the partition would hide all that come after it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldReadWhateverItSaysItCan(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            // Given
            var headers = new RecordHeaders(letter(new byte[0]).headers());
            for (String name : List.of("topic", "partition", "offset", "reason", "cut", "ce_time")) {
                if (random.nextInt(3) == 0) {
                    headers.remove(name);
                    headers.add(name, junk(random));
                }
            }

            // When
            if (PoisonReader.canRead(headers)) {
                var poison = PoisonReader.read(headers, null, junk(random));

                // Then
                assertThat(poison.reason() + poison.cut() + poison.origin().topic())
                        .doesNotContain("\u0000");
                assertThat(poison.at()).isBetween(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"));
                assertThat(Json.read(poison.headers().getBytes(UTF_8), Map[].class))
                        .hasSize(2);
            }
        }
    }

    private static byte[] junk(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "-1".getBytes(UTF_8);
            case 1 -> "99999999999".getBytes(UTF_8);
            case 2 -> Instant.MAX.toString().getBytes(UTF_8);
            case 3 -> Instant.MIN.toString().getBytes(UTF_8);
            case 4 -> "a\u0000b".getBytes(UTF_8);
            default -> {
                var bytes = new byte[random.nextInt(2_000)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    private static String id(DeadLetter letter) {
        return PoisonReader.read(letter.headers(), letter.key(), letter.value()).id();
    }
}
