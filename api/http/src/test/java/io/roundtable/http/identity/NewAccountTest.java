package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NewAccountTest {

    @Test
    void shouldKeepTheEmailInLowerCase() {
        assertThat(new NewAccount("Ada.Lovelace@Example.COM", "12345678", "Ada", null).email())
                .isEqualTo("ada.lovelace@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b",
                "ada+tag@example.co.uk",
                "o'hara@example.com",
                "operator@localhost",
                "josé@exämple.org",
                "用户@例子.公司"
            })
    void shouldTakeWhatMayBeAnAddress(String email) {
        assertThatCode(() -> new NewAccount(email, "12345678", "Ada", null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.com",
                "ada@",
                "ada@@example.com",
                "a b@example.com",
                " ada@example.com",
                "ada@example..com",
                "ada@-example.com",
                "ada@example.com.",
                "ada@exa_mple.com",
                "a\u0000b@example.com",
                "a\ud800b@example.com",
                "<ada@example.com>",
                "ada,eve@example.com",
                "a\u200bb@example.com"
            })
    void shouldRefuseWhatCannotBeAnAddress(String email) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new NewAccount(email, "12345678", "Ada", null))
                .satisfies(e ->
                        assertThat(e.violations()).extracting(Violation::field).containsOnly("email"));
    }

    @Test
    void shouldRefuseAnAddressThatIsTooLongWithoutDelay() {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new NewAccount("a".repeat(1_000_000) + "@b", "12345678", "Ada", null));
    }

    @Test
    void shouldNameEveryFault() {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new NewAccount("ada", "short", "", "a b"))
                .satisfies(e -> assertThat(e.violations())
                        .extracting(Violation::field)
                        .containsExactly("email", "password", "full_name", "username"));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 128})
    void shouldCountAPasswordInCharactersNotInUnits(int length) {
        assertThatCode(() -> new NewAccount("a@b", "\uD83D\uDC0E".repeat(length), "Ada", null))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 129})
    void shouldRefuseAPasswordOutOfBounds(int length) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new NewAccount("a@b", "p".repeat(length), "Ada", null));
    }
}
