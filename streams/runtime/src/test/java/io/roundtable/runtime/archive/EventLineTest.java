package io.roundtable.runtime.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventLineTest {

    private static final String WORKSPACE = "ws_0123456789";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "1",
                "-0.0e+00",
                "1e999999999",
                "\"text\"",
                "[1, 2 ,3]",
                "{\"a\": {\"b\" :[ ]},\"a\":1}",
                "{\"c\":\"\\u0000\\ud800 \\/ é 😀 \u2028\"}",
                "{\"big\":123456789012345678901234567890.10}"
            })
    void shouldShowAValueAsItIs(String value) {
        // Given
        var event = SampleEvents.of(WORKSPACE, 7, value.getBytes(UTF_8));

        // When
        byte[] line = EventLine.write(event);

        // Then
        assertThat(new String(line, UTF_8)).contains("\"data\":" + value + "}").doesNotContain("\n");
        assertThat(EventLine.read(line).isSameAs(event)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\n  \"a\": 1\n}", "{\"a\":\r1}", " {}", "{} ", "", "{", "{}{}", "no json", "{\"a\":\"\n\"}"})
    void shouldKeepAnythingElseInBase64(String value) {
        // Given
        var event = SampleEvents.of(WORKSPACE, 7, value.getBytes(UTF_8));

        // When
        byte[] line = EventLine.write(event);

        // Then
        assertThat(new String(line, UTF_8)).contains("\"data_base64\":").doesNotContain("\n");
        assertThat(EventLine.read(line).isSameAs(event)).isTrue();
    }

    @Test
    void shouldGiveBackWhateverBytesThereAre() {
        // Given
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] value = new byte[random.nextInt(12)];
            random.nextBytes(value);
            byte[] quoted = ("{\"c\":\"" + new String(value, java.nio.charset.StandardCharsets.ISO_8859_1) + "\"}")
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

            // When
            for (byte[] each : new byte[][] {value, quoted}) {
                var event = SampleEvents.of(WORKSPACE, i, each);
                byte[] line = EventLine.write(event);

                // Then
                assertThat(EventLine.read(line).isSameAs(event))
                        .as("seed " + seed)
                        .isTrue();
                assertThat(line).as("seed " + seed).doesNotContain('\n', '\r');
            }
        }
    }

    @Test
    void shouldTellNoValueFromAnEmptyOne() {
        // Given
        var event = SampleEvents.of(WORKSPACE, 7, null);

        // When
        var read = EventLine.read(EventLine.write(event));

        // Then
        assertThat(read.value()).isNull();
        assertThat(read.isSameAs(event)).isTrue();
        assertThat(read.isSameAs(SampleEvents.of(WORKSPACE, 7, new byte[0]))).isFalse();
    }

    @Test
    void shouldBeACloudEvent() throws Exception {
        // When
        var line = io.roundtable.contract.wire.Json.shared().readTree(EventLine.write(SampleEvents.of(WORKSPACE, 7)));

        // Then
        assertThat(line.path("specversion").asText()).isEqualTo("1.0");
        assertThat(line.path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(line.path("sequence").asText()).isEqualTo("0000000000000000007");
        assertThat(line.path("data").path("n").asInt()).isEqualTo(7);
        assertThat(line.properties())
                .allSatisfy(member -> assertThat(member.getKey()).matches("[a-z0-9_]+"));
    }

    @Test
    void shouldGiveAnotherPlaceAndLeaveTheRest() {
        // Given
        var event = SampleEvents.of(WORKSPACE, 7);

        // When
        var moved = event.at(1_234);

        // Then
        assertThat(moved.sequence()).isEqualTo(1_234);
        assertThat(moved.at(7).isSameAs(event)).isTrue();
    }

    @Test
    void shouldRefuseAHeaderThatNoCloudEventHas() {
        // Given
        var event = SampleEvents.of(WORKSPACE, 7);
        event.headers().add("x-mine", new byte[0]);

        // When, Then
        assertThatThrownBy(() -> EventLine.write(event))
                .isInstanceOf(ArchiveFault.class)
                .hasMessageContaining("x-mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"kafkatime\":\"2026-11-22T12:00:00Z\"", "{\"kafkatime\":\"never\"}", "x"})
    void shouldRefuseALineOfSomethingElse(String line) {
        assertThatThrownBy(() -> EventLine.read(line.getBytes(UTF_8))).isInstanceOf(ArchiveFault.class);
    }
}
