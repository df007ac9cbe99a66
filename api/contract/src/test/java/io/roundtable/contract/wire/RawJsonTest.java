package io.roundtable.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.roundtable.contract.RawJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RawJsonTest {

    /** A content with something before it and after it, so that where it is cut can go wrong on both sides. */
    record Letter(String before, RawJson content, String after) {}

    static Stream<String> contents() {
        return Stream.of(
                "{}",
                "[]",
                "null",
                "true",
                "false",
                "0",
                "-0",
                "0.10",
                "1e400",
                "1E+400",
                "-1.50e-7",
                "123456789012345678901234567890",
                "\"\"",
                "\"plain\"",
                "\"é ü 😀 漢字\"",
                "\"\\u0000 \\ud800 \\uDC00 \\\" \\\\ \\/ \\n\"",
                "{\"b\":1,\"a\":2,\"b\":3}",
                "{\"\\u0000\":1,\"\\ud83d\\ude00 \\u00e9\":2}",
                "{ \"spaced\" : [ 1 ,\n\t2 ] }",
                "{\"é\":{\"😀\":[{},[],null,\"\\u00e9\"]}}",
                "[1,[2,[3,[4]]]]",
                "\" leading and trailing \"",
                "[".repeat(900) + "0.10" + "]".repeat(900),
                "{\"a\":".repeat(900) + "1e400" + "}".repeat(900),
                "\"" + "é".repeat(100_000) + "\"");
    }

    private static Letter read(String text) throws IOException {
        return Json.shared().readValue(text.getBytes(UTF_8), Letter.class);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void shouldCarryTheSameBytes(String content) throws IOException {
        var letter = read("{\"before\":\"é😀\",\"content\":" + content + ",\"after\":\"x\"}");

        assertThat(letter.content().text()).isEqualTo(content);
        assertThat(letter.content().bytes()).isEqualTo(content.getBytes(UTF_8).length);
        assertThat(letter.after()).isEqualTo("x");
        assertThat(new String(Json.write(letter), UTF_8)).contains("\"content\":" + content + ",");
        assertThat(Json.read(Json.write(letter), Letter.class)).isEqualTo(letter);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void shouldCutAtTheEndsWhateverSpaceIsAround(String content) throws IOException {
        for (String space : new String[] {"", " ", "\n\t \r", " ".repeat(10_000)}) {
            var last = read("{\"content\":" + space + content + space + "}");
            var first = read("{\"content\"" + space + ":" + content + space + ",\"after\":\"x\"}");

            assertThat(last.content().text()).isEqualTo(content);
            assertThat(first.content().text()).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void shouldReadAValueThatIsTheWholeText(String content) throws IOException {
        assertThat(Json.shared()
                        .readValue(content.getBytes(UTF_8), RawJson.class)
                        .text())
                .isEqualTo(content);
    }

    @Test
    void shouldTellAContentThatIsMissingFromOneThatIsNull() throws IOException {
        assertThat(read("{\"before\":\"x\"}").content()).isNull();
        assertThat(read("{\"content\":null}").content()).isEqualTo(new RawJson("null"));
    }

    @Test
    void shouldTellObjectsFromTheRest() {
        assertThat(new RawJson("{}").isObject()).isTrue();
        assertThat(new RawJson("[{}]").isObject()).isFalse();
        assertThat(new RawJson("\"{}\"").isObject()).isFalse();
    }

    @Test
    void shouldNotSayItsContentWhenItIsLogged() {
        assertThat(new RawJson("\"secret\"").toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void shouldRejectWhatIsNotJson(String content) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> read("{\"content\":" + content + ",\"after\":\"x\"}"));
    }

    static Stream<String> broken() {
        return Stream.of(
                "",
                "{",
                "]",
                "{a:1}",
                "'x'",
                "01",
                "1.",
                ".5",
                "+1",
                "NaN",
                "Infinity",
                "tru",
                "nul",
                "trueish",
                "\"\u0000\"",
                "\"\n\"",
                "\"\\x\"",
                "\"\\u12\"",
                "{\"\\ud800\":1}", // legal, but the parser can't read such a name; refused rather than mangled
                "[1,]",
                "{\"a\":1,}",
                "[1 2]",
                "/* */1",
                "[".repeat(2_000) + "]".repeat(2_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c080", "eda080", "f4908080", "e282", "80"})
    void shouldRejectBytesThatAreNotUtf8InsteadOfReplacingThem(String hex) {
        for (String around : List.of("\"%s\"", "[\"a%sb\"]", "{\"%s\":1}", "{\"a\":[\"%s\"]}")) {
            int hole = around.indexOf("%s");
            byte[] bytes = concat(
                    ("{\"content\":" + around.substring(0, hole)).getBytes(UTF_8),
                    HexFormat.of().parseHex(hex),
                    (around.substring(hole + 2) + "}").getBytes(UTF_8));

            assertThatExceptionOfType(IOException.class)
                    .as(around)
                    .isThrownBy(() -> Json.shared().readValue(bytes, Letter.class));
        }
    }

    @Test
    void shouldRejectOtherEncodingsOfUnicode() {
        for (var charset : List.of(UTF_16, UTF_16LE, UTF_16BE, Charset.forName("UTF-32"))) {
            assertThatExceptionOfType(IOException.class)
                    .as(charset.name())
                    .isThrownBy(() -> Json.shared().readValue("{\"content\":\"x\"}".getBytes(charset), Letter.class));
        }
    }

    @Test
    void shouldNotBeMisledByAByteOrderMark() throws IOException {
        var letter = read("\ufeff{\"before\":\"x\",\"content\": {\"a\":1} }");

        assertThat(letter.content().text()).isEqualTo("{\"a\":1}");
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
