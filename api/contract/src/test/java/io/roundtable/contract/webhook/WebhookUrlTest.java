package io.roundtable.contract.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com/",
        "HTTPS://Example.COM/Path, https://example.com/Path",
        "https://example.com:443/, https://example.com/",
        "http://example.com:80/, http://example.com/",
        "https://example.com:80/, https://example.com:80/",
        "https://example.com?a=b, https://example.com/?a=b",
        "https://example.com:8443/a/b?c=%20d&e=f#, ''",
        "https://example.com:8443/a/b;v=1/~x?c=%20d&e=f/?, https://example.com:8443/a/b;v=1/~x?c=%20d&e=f/?",
        "https://8.8.8.8/hook, https://8.8.8.8/hook",
        "https://[2606:4700::1111]/hook, https://[2606:4700::1111]/hook",
        "https://[2606:4700::AAAA]:8443/hook, https://[2606:4700::aaaa]:8443/hook",
        "https://xn--bcher-kva.example/, https://xn--bcher-kva.example/",
        "https://bücher.example/, https://xn--bcher-kva.example/",
        "https://пример.example/, https://xn--e1afmkfd.example/",
        "https://例え.example/, https://xn--r8jz45g.example/"
    })
    void shouldWriteAUrlInOneWay(String text, String wanted) {
        if (wanted.isEmpty()) {
            assertThatThrownBy(() -> new WebhookUrl(text)).isInstanceOf(InvalidInput.class);
        } else {
            assertThat(new WebhookUrl(text).value()).isEqualTo(wanted);
            assertThat(new WebhookUrl(wanted).value()).isEqualTo(wanted);
        }
    }

    @Test
    void shouldTakeAUrlApart() {
        // When
        WebhookUrl.Parts parts = new WebhookUrl("https://hook.example.com:8443/in?a=1").parts();

        // Then
        assertThat(parts).isEqualTo(new WebhookUrl.Parts(true, new Host("hook.example.com", null), 8443, "/in?a=1"));
        assertThat(parts.scheme()).isEqualTo("https");
    }

    @Test
    void shouldBeBounded() {
        // Given
        String longest = "https://example.com/" + "a".repeat(WebhookUrl.MAX_LENGTH - 20);

        // When // Then
        assertThat(new WebhookUrl(longest).value()).hasSize(WebhookUrl.MAX_LENGTH);
        assertThatThrownBy(() -> new WebhookUrl(longest + "a")).isInstanceOf(InvalidInput.class);
        assertThat(new WebhookUrl("https://example.com/" + "%41".repeat(676)).value())
                .hasSize(2_048);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "//example.com/",
                "ftp://example.com/",
                "https:/example.com/",
                "https:///example.com/",
                "https://user@example.com/",
                "https://example.com/#part",
                "https://example.com\\@other.com/",
                "https://example.com:/",
                "https://example.com:0/",
                "https://example.com:0443/",
                "https://example.com:65536/",
                "https://example.com./",
                "https://exa_mple.com/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.01/",
                "https://[::ffff:8.8.8.8]/",
                "https://[::ffff:808:808]/",
                "https://[fe80::1%25eth0]/",
                "https://[::1/",
                "https://１２７.0.0.1/",
                "https://example。com/",
                "https://straße.example/",
                "https://\u212Aube.example/",
                "https://xn--0.example/",
                "https://exam%70le.com/",
                "https://example.com/a b",
                "https://example.com/ä",
                "https://example.com/%",
                "https://example.com/%0d%0aX",
                "https://example.com//other",
                "https://example.com/\n"
            })
    void shouldRefuseWhatParsersDisagreeAbout(String text) {
        assertThatThrownBy(() -> new WebhookUrl(text)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void shouldNotRepeatTheUrlInItsRefusal() {
        assertThatThrownBy(() -> new WebhookUrl("https://me:hunter2@example.com/"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
}
