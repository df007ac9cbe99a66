package io.roundtable.app.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.app.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SealedFileTest {

    private static final String PASSPHRASE = "a long passphrase";
    private static final int PIECE = 64 * 1024;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17})
    void shouldOpenToWhatWasSealed(int length) throws IOException {
        // Given
        byte[] said = random(length);

        // When
        byte[] sealed = sealed(said);

        // Then
        assertThat(opened(sealed, PASSPHRASE)).isEqualTo(said);
    }

    @Test
    void shouldShowNothingOfWhatIsInIt() throws IOException {
        // Given
        byte[] said = "a secret a secret a secret".getBytes(StandardCharsets.UTF_8);

        // When
        byte[] once = sealed(said);
        byte[] again = sealed(said);

        // Then
        assertThat(new String(once, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(once).isNotEqualTo(again);
    }

    @Test
    void shouldSayThatThePassphraseIsWrong() throws IOException {
        // Given
        byte[] sealed = sealed(random(100));

        // When, Then
        assertThatThrownBy(() -> opened(sealed, PASSPHRASE + "!"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the passphrase is wrong");
    }

    @Test
    void shouldNotOpenWhatWasChangedCutOrMoved() throws IOException {
        // Given
        byte[] sealed = sealed(random(3 * PIECE));
        int begin = new String(sealed, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        int whole = PIECE + Pieces.TAG_BYTES;
        byte[] changed = sealed.clone();
        changed[begin + 2 * whole + 5] ^= 1;
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, begin, swapped, begin + whole, whole);
        System.arraycopy(sealed, begin + whole, swapped, begin, whole);

        // When, Then
        for (byte[] each : new byte[][] {
            changed, swapped, Arrays.copyOf(sealed, begin + whole), Arrays.copyOf(sealed, sealed.length - 1)
        }) {
            assertThatThrownBy(() -> opened(each, PASSPHRASE)).isInstanceOf(UserError.class);
        }
    }

    @Test
    void shouldNotTakeAnotherHeaderNorOneWithoutBounds() throws IOException {
        // Given
        String sealed = new String(sealed(random(10)), StandardCharsets.ISO_8859_1);

        // When, Then
        for (String each : new String[] {
            sealed.replace("\"passes\":3", "\"passes\":2"),
            sealed.replace("\"memory_kib\":65536", "\"memory_kib\":99999999"),
            sealed.replace("roundtable-sealed", "something-else"),
            sealed.replace("{", "{ "),
            "no header at all",
            ""
        }) {
            assertThat(each).isNotEqualTo(sealed);
            assertThatThrownBy(() -> opened(each.getBytes(StandardCharsets.ISO_8859_1), PASSPHRASE))
                    .isInstanceOf(UserError.class);
        }
    }

    private static byte[] sealed(byte[] said) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sealing = new SealedOutput(out, PASSPHRASE)) {
            sealing.write(said);
        }
        return out.toByteArray();
    }

    private static byte[] opened(byte[] sealed, String passphrase) throws IOException {
        try (var in = new SealedInput(new ByteArrayInputStream(sealed), passphrase)) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
