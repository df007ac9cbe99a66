package io.roundtable.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckTest {

    private static List<Violation> faults(Check check) {
        var fault = catchThrowableOfType(InvalidInput.class, check::done);
        return fault == null ? List.of() : fault.violations();
    }

    @Test
    void shouldTellOfAllFaultsAtOnce() {
        var check = new Check().required("a", null).text("b", "", 1, 3).range("c", 9, 0, 2);

        assertThat(faults(check)).extracting(Violation::field).containsExactly("a", "b", "c");
    }

    @Test
    void shouldPassNullEverywhereButWhereItIsRequired() {
        var check = new Check()
                .text("a", null, 1, 1)
                .range("a", null, 1, 1)
                .size("a", null, 1, 1)
                .time("a", null)
                .matches("a", null, Pattern.compile("x"), "x");

        assertThatCode(check::done).doesNotThrowAnyException();
    }

    @Test
    void shouldCountCodePoints() {
        assertThat(faults(new Check().text("a", "😀😀", 1, 2))).isEmpty();
        assertThat(faults(new Check().text("a", "😀😀😀", 1, 2))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\ud800", "\udc00", "\udc00\ud800", "a\ud83d", "\ud83dx"})
    void shouldRejectTextThatCannotBeStored(String text) {
        assertThat(faults(new Check().text("a", text, 0, 10)))
                .extracting(Violation::message)
                .containsExactly("must hold neither NUL nor unpaired surrogates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0001", "😀", "é\n\t", "\uffff"})
    void shouldTakeAnyOtherText(String text) {
        assertThat(faults(new Check().text("a", text, 0, 10))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x0a, 0x1f, 0x7f, 0x80, 0x9f, 0xfdd0, 0xfdef, 0xfffe, 0xffff, 0x1ffff, 0x10fffe})
    void shouldRefuseWhatNoCloudEventMayHoldInAHeader(int character) {
        assertThat(faults(new Check().printable("a", "x" + Character.toString(character))))
                .extracting(Violation::message)
                .containsExactly("must hold neither control characters nor noncharacters");
    }

    @ParameterizedTest
    @ValueSource(ints = {' ', '~', 0xa0, 0xfdcf, 0xfdf0, 0xfffd, 0x1f600, 0x10fffd})
    void shouldTakeEveryOtherCharacterInAHeader(int character) {
        assertThat(faults(new Check()
                        .printable("a", Character.toString(character))
                        .printable("b", null)))
                .isEmpty();
    }

    @Test
    void shouldTakeBothEndsOfARange() {
        assertThat(faults(new Check().range("a", 0, 0, 2).range("a", 2, 0, 2))).isEmpty();
        assertThat(faults(new Check().range("a", new BigDecimal("2.0001"), 0, 2)))
                .hasSize(1);
        assertThat(faults(new Check().range("a", new BigDecimal("1e400"), 0, 2)))
                .hasSize(1);
        assertThat(faults(new Check().range("a", new BigDecimal("0.05"), 0.1, 256)))
                .extracting(Violation::message)
                .containsExactly("must be between 0.1 and 256");
    }

    @Test
    void shouldBoundTimes() {
        assertThat(faults(new Check().time("a", Instant.EPOCH).time("a", Instant.parse("9999-12-31T23:59:59Z"))))
                .isEmpty();
        assertThat(faults(new Check().time("a", Instant.MIN).time("b", Instant.MAX)))
                .hasSize(2);
    }

    @Test
    void shouldBoundSizes() {
        assertThat(faults(new Check().size("a", List.of(), 1, 2))).hasSize(1);
        assertThat(faults(new Check().size("a", List.of(1, 2), 1, 2))).isEmpty();
        assertThat(faults(new Check().size("a", List.of(1, 2, 3), 1, 2))).hasSize(1);
    }

    @Test
    void shouldNameTheWayFromTheOutsideIn() {
        assertThat(new Violation("c", "x").within("a.b").field()).isEqualTo("a.b.c");
        assertThat(new Violation("", "x").within("a").field()).isEqualTo("a");
        assertThat(new Violation("c", "x").within("").field()).isEqualTo("c");
    }
}
