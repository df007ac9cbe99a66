package io.roundtable.runtime.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.webhook.WebhookSecret;
import io.roundtable.contract.webhook.WebhookUrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignatureTest {

    /** The example that the libraries of Standard Webhooks are tested with. */
    private static final WebhookSecret SECRET = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void shouldSignAsTheSpecificationsExampleDoes() {
        assertThat(Signature.of(webhook(List.of(SECRET), AT))).isEqualTo(SIGNED);
    }

    @Test
    void shouldSignWithEachSecretWhileSeveralAreValid() {
        // Given
        WebhookSecret other = WebhookSecret.random();

        // When
        String both = Signature.of(webhook(List.of(other, SECRET), AT));

        // Then
        assertThat(both.split(" ")).hasSize(2).endsWith(SIGNED).doesNotHaveDuplicates();
        assertThat(both).startsWith(Signature.of(webhook(List.of(other), AT)));
    }

    @Test
    void shouldSignWholeSeconds() {
        // Given
        Webhook late = webhook(List.of(SECRET), AT.plusMillis(999));

        // When // Then
        assertThat(Signature.timestamp(late)).isEqualTo("1614265330");
        assertThat(Signature.of(late)).isEqualTo(SIGNED);
    }

    @Test
    void shouldRefuseAWebhookThatCannotBeSigned() {
        assertThatThrownBy(() -> webhook(List.of(), AT)).hasMessageContaining("1 to 5 secrets");
        assertThatThrownBy(() -> webhook(Collections.nCopies(6, SECRET), AT)).hasMessageContaining("1 to 5 secrets");
        assertThatThrownBy(() -> new Webhook(new WebhookUrl("https://a.com"), List.of(SECRET), "a.b", AT, new byte[0]))
                .hasMessageContaining("id");
    }

    private static Webhook webhook(List<WebhookSecret> secrets, Instant at) {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        return new Webhook(
                new WebhookUrl("https://example.com/hook"), secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body);
    }
}
