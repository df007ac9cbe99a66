package io.roundtable.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IdsTest {

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("usr_", UserId::new),
                kind("ws_", WorkspaceId::new),
                kind("sb_", SandboxId::new),
                kind("msg_", MessageId::new),
                kind("cmd_", CommandId::new),
                kind("key_", KeyId::new));
    }

    private static Arguments kind(String prefix, Function<String, Object> id) {
        return Arguments.of(prefix, id);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldTakeTenToThirtyTwoLowerCaseCharacters(String prefix, Function<String, Object> id) {
        assertThat(id.apply(prefix + "0123456789")).hasToString(prefix + "0123456789");
        assertThat(id.apply(prefix + "z".repeat(32))).hasToString(prefix + "z".repeat(32));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldRejectEverythingElse(String prefix, Function<String, Object> id) {
        Stream.of(
                        "",
                        prefix,
                        prefix + "012345678",
                        prefix + "z".repeat(33),
                        prefix + "012345678A",
                        prefix + "012345678\n",
                        prefix + "0123456789\n",
                        prefix + "01234-6789",
                        prefix + "012345678é",
                        "0123456789",
                        " " + prefix + "0123456789",
                        "dl_0123456789",
                        prefix.toUpperCase(java.util.Locale.ROOT) + "0123456789")
                .forEach(text -> assertThatExceptionOfType(InvalidInput.class)
                        .as("'" + text + "'")
                        .isThrownBy(() -> id.apply(text))
                        .withMessageContaining(prefix));
    }

    @Test
    void shouldSortByText() {
        assertThat(Stream.of("ws_bbbbbbbbbb", "ws_aaaaaaaaaaa", "ws_aaaaaaaaaa")
                        .map(WorkspaceId::new)
                        .sorted())
                .map(WorkspaceId::value)
                .containsExactly("ws_aaaaaaaaaa", "ws_aaaaaaaaaaa", "ws_bbbbbbbbbb");
    }

    @Test
    void shouldNotLetAPrincipalHaveTheIdOfAnotherKind() {
        var user = Principal.user(new UserId("usr_0123456789"));

        assertThat(user.id()).isEqualTo("usr_0123456789");
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new Principal(Principal.Kind.SANDBOX, user.id()));
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new Principal(Principal.Kind.USER, "timer"));
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> Principal.system(""));
    }

    @Test
    void shouldLetNobodyButASandboxHaveAKey() {
        var key = new KeyId("key_0123456789");

        assertThat(Principal.sandbox(new SandboxId("sb_0123456789"), key).key()).isEqualTo(key);
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new Principal(Principal.Kind.USER, "usr_0123456789", key));
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new Principal(Principal.Kind.SYSTEM, "timer", key));
    }

    @Test
    void shouldBoundPositions() {
        assertThat(new Position("t", 0, 0).sequence()).isZero();
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new Position("", 0, 0));
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new Position("t", -1, 0));
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new Position("t", 0, -1));
    }
}
