package io.roundtable.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundtable.contract.Check;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.Violation;
import io.roundtable.contract.message.MessageType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    /** One field of each kind. */
    record Form(
            String text,
            Integer whole,
            Long big,
            BigDecimal number,
            Boolean flag,
            Instant time,
            MessageType kind,
            SandboxId id,
            List<String> list,
            Map<String, String> map,
            Inner inner,
            List<Inner> inners,
            FreeForm free) {}

    record Inner(String shortText) {
        Inner {
            new Check().text("short_text", shortText, 1, 3).done();
        }
    }

    private static Form read(String json) throws IOException {
        return Json.shared().readValue(json.getBytes(UTF_8), Form.class);
    }

    private static List<Violation> faults(String json) {
        var fault = catchThrowableOfType(IOException.class, () -> read(json));
        assertThat(fault).as(json).isNotNull();
        return JsonFaults.invalid(fault).violations();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'text':1}|text|a string",
                "{'text':1.5}|text|a string",
                "{'text':true}|text|a string",
                "{'text':{}}|text|a string",
                "{'text':['x']}|text|a string",
                "{'whole':'1'}|whole|a whole number",
                "{'whole':1.0}|whole|a whole number",
                "{'whole':1e3}|whole|a whole number",
                "{'whole':1e1000000000}|whole|a whole number",
                "{'whole':true}|whole|a whole number",
                "{'whole':3000000000}|whole|",
                "{'whole':''}|whole|a whole number",
                "{'big':99999999999999999999}|big|",
                "{'number':'0.1'}|number|a number",
                "{'number':false}|number|a number",
                "{'flag':'true'}|flag|true or false",
                "{'flag':1}|flag|true or false",
                "{'flag':0}|flag|true or false",
                "{'time':1700000000}|time|RFC 3339",
                "{'time':1.5}|time|RFC 3339",
                "{'time':'1700000000'}|time|RFC 3339",
                "{'time':'2026-01-31T12:00:00'}|time|RFC 3339",
                "{'time':'2026-02-30T12:00:00Z'}|time|RFC 3339",
                "{'time':{}}|time|RFC 3339",
                "{'time':'yesterday'}|time|RFC 3339",
                "{'time':'2026-01-31'}|time|RFC 3339",
                "{'time':''}|time|RFC 3339",
                "{'kind':'REQUEST'}|kind|one of request, response, notification, command",
                "{'kind':'x'}|kind|one of request, response, notification, command",
                "{'kind':''}|kind|one of request, response, notification, command",
                "{'kind':0}|kind|",
                "{'id':'sb_1'}|id|sb_",
                "{'id':''}|id|sb_",
                "{'id':1}|id|a string",
                "{'id':{}}|id|a string",
                "{'list':'x'}|list|an array",
                "{'list':''}|list|an array",
                "{'list':{}}|list|an array",
                "{'list':['x',1]}|list[1]|a string",
                "{'map':{'a':1}}|map.a|a string",
                "{'map':[]}|map|an object",
                "{'inner':'x'}|inner|an object",
                "{'inner':''}|inner|an object",
                "{'inner':[]}|inner|an object",
                "{'inner':{'short_text':'long'}}|inner.short_text|1 to 3 characters",
                "{'inner':{'short_text':1}}|inner.short_text|a string",
                "{'inner':{'other':1}}|inner.other|is not a known field",
                "{'inners':[{},{'short_text':''}]}|inners[1].short_text|1 to 3 characters",
                "{'unknown':1}|unknown|is not a known field",
                "{'shortText':1}|shortText|is not a known field",
            })
    void shouldSayWhereAndWhatIsWantedInsteadOfGuessing(String json, String field, String wanted) {
        var faults = faults(json.replace('\'', '"'));

        assertThat(faults).hasSize(1);
        assertThat(faults.getFirst().field()).isEqualTo(field);
        assertThat(faults.getFirst().message())
                .contains(wanted == null ? "" : wanted)
                .doesNotContain("java", "io.roundtable", "com.fasterxml", "Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{",
                "{} x",
                "{}{}",
                "{'text':'a' 'b'}",
                "{'text':'\\x'}",
                "[]",
                "'x'",
                "1",
                "null x",
                "{'text':'a',}",
                "{'number':01}",
                "{'number':NaN}",
            })
    void shouldRejectWhatIsNotOneWellFormedObject(String json) {
        var faults = faults(json.replace('\'', '"'));

        assertThat(faults).hasSize(1);
        assertThat(faults.getFirst().message()).doesNotContain("java", "io.roundtable", "com.fasterxml");
    }

    @Test
    void shouldRejectWhatIsEmpty() {
        assertThat(faults("")).hasSize(1);
        assertThat(faults("  ")).hasSize(1);
    }

    /** With a field that can't be null. */
    record Counter(int count) {}

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"count\":null}", "{\"count\":\"1\"}", "{\"count\":1.5}"})
    void shouldNotMakeUpNumbers(String json) {
        var fault = catchThrowableOfType(
                IOException.class, () -> Json.shared().readValue(json.getBytes(UTF_8), Counter.class));

        assertThat(JsonFaults.invalid(fault).violations())
                .containsExactly(new Violation("count", "must be a whole number"));
    }

    @Test
    void shouldSayWhereATextIsBroken() {
        assertThat(faults("{\"text\":\"a\",\n \"inner\":{\"short_text\":x}}"))
                .containsExactly(new Violation("", "is not well-formed JSON (line 2, column 24)"));
    }

    @Test
    void shouldRejectNestingWithoutEnd() {
        assertThat(faults("{\"free\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"))
                .extracting(Violation::message)
                .allMatch(message -> message.contains("nest"));
    }

    @Test
    void shouldLeaveNullsOutAndWriteTimesForPeople() throws IOException {
        var form = read("{\"time\":\"2026-01-31T13:00:00+01:00\",\"inner\":{\"short_text\":\"x\"}}");

        assertThat(new String(Json.write(form), UTF_8))
                .isEqualTo("{\"time\":\"2026-01-31T12:00:00Z\",\"inner\":{\"short_text\":\"x\"}}");
    }

    @Test
    void shouldKeepNumbersAsTheyAreWritten() throws IOException {
        var form = read("{\"number\":0.10,\"free\":{\"a\":1.50,\"b\":1e400,\"c\":null}}");

        assertThat(new String(Json.write(form), UTF_8))
                .isEqualTo("{\"number\":0.10,\"free\":{\"a\":1.50,\"b\":1E+400,\"c\":null}}");
        assertThat(Json.read(Json.write(form), Form.class)).isEqualTo(form);
    }

    @Test
    void shouldNotKeepWhatCannotBeStoredInFreeForms() {
        assertThat(faults("{\"free\":{\"a\":[\"\\u0000\"]}}"))
                .extracting(Violation::field)
                .containsExactly("free");
        assertThat(faults("{\"free\":{\"\\u0000\":1}}"))
                .extracting(Violation::field)
                .containsExactly("free");
        assertThat(faults("{\"free\":[\"\\ud800\"]}"))
                .extracting(Violation::field)
                .containsExactly("free");
        assertThat(faults("{\"free\":\"" + "x".repeat(65_536) + "\"}"))
                .extracting(Violation::message)
                .containsExactly("must be at most 64 KiB");
        assertThat(faults("{\"free\":" + "[".repeat(102) + "]".repeat(102) + "}"))
                .hasSize(1);
    }

    /** What is made of a number takes time with the square of its digits: these would take half a minute. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'free':[%1$s,%1$s,%1$s,%1$s,%1$s,%1$s,%1$s,%1$s]}",
                "{'free':{'a':-%1$s}}",
                "{'free':%1$s.5}",
                "{'free':1e%1$s}",
                "{'number':%1$s}",
                "{'number':0.%1$s}",
                "{'whole':%1$s}",
                "{'big':%1$s}",
                "{'text':%1$s}",
                "{'flag':%1$s}"
            })
    @Timeout(5)
    void shouldRefuseANumberOfManyDigitsBeforeMakingAnythingOfIt(String json) {
        assertThat(faults(json.replace('\'', '"').formatted("9".repeat(260_000))))
                .hasSize(1);
    }

    @Test
    @Timeout(5)
    void shouldRefuseAPatchWithANumberOfManyDigits() {
        var patch = "{\"short_text\":[" + ("9".repeat(260_000) + ",").repeat(8) + "1]}";

        var fault = catchThrowableOfType(
                InvalidInput.class, () -> Json.patched(new Inner("a"), patch.getBytes(UTF_8), Inner.class));

        assertThat(fault.violations())
                .extracting(Violation::message)
                .containsExactly("must hold no number of more than 1,000 characters");
    }

    @Test
    void shouldKeepNumbersOfAThousandDigitsAsTheyAre() throws IOException {
        var digits = "9".repeat(990);

        var form = read("{\"free\":[" + digits + ",0." + digits + ",1,3000000000,0.10,1e5]}");

        assertThat(form.free().value()).isEqualTo(Json.shared().readTree(Json.write(form.free())));
        assertThat(form.free().value().get(0).bigIntegerValue()).isEqualTo(new java.math.BigInteger(digits));
        assertThat(form.free().value().get(4).decimalValue()).isEqualTo(new BigDecimal("0.10"));
    }

    @Test
    void shouldNotBeChangedThroughWhatItWasMadeFrom() {
        var node = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        var free = new FreeForm(node);

        node.put("a", 1);

        assertThat(free).isEqualTo(FreeForm.EMPTY);
    }

    @Test
    void shouldReportFaultsOfTheRecordItselfWithoutAPath() {
        var fault = catchThrowableOfType(
                IOException.class, () -> Json.shared().readValue("{\"short_text\":\"\"}", Inner.class));

        InvalidInput invalid = JsonFaults.invalid(fault);

        assertThat(invalid.violations()).extracting(Violation::field).containsExactly("short_text");
    }
}
