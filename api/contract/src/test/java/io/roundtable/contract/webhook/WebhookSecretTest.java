package io.roundtable.contract.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookSecretTest {

    @Test
    void shouldMakeADifferentOneOf32BytesEachTime() {
        // When
        WebhookSecret one = WebhookSecret.random();

        // Then
        assertThat(one.key()).hasSize(32);
        assertThat(one.text()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(one).isNotEqualTo(WebhookSecret.random());
    }

    @Test
    void shouldReadWhatItWrites() {
        // Given
        WebhookSecret secret = WebhookSecret.random();

        // When // Then
        assertThat(WebhookSecret.parse(secret.text())).isEqualTo(secret).hasSameHashCodeAs(secret);
        assertThat(WebhookSecret.of(secret.key())).isEqualTo(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "whsec_!",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa=="
            })
    void shouldRefuseWhatIsNone(String text) {
        assertThatThrownBy(() -> WebhookSecret.parse(text)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void shouldHave24To64Bytes() {
        assertThat(WebhookSecret.of(new byte[24]).key()).hasSize(24);
        assertThat(WebhookSecret.of(new byte[64]).key()).hasSize(64);
        assertThatThrownBy(() -> WebhookSecret.of(new byte[23])).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> WebhookSecret.of(new byte[65])).isInstanceOf(InvalidInput.class);
    }

    @Test
    void shouldNotShowItself() {
        assertThat(WebhookSecret.random()).hasToString("WebhookSecret[…]");
    }
}
