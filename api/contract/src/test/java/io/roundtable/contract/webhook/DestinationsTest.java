package io.roundtable.contract.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.InvalidInput;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationsTest {

    private static final Destinations PUBLIC = Destinations.publicOnly();
    private static final Host NAME = new Host("example.com", null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2001:db7:ffff::1",
                "2001:db9::1",
                "2003::1",
                "2606:4700::1111",
                "3ffe::1"
            })
    void shouldAllowPublicAddresses(String address) {
        assertThat(PUBLIC.allows(NAME, InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.255",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.0",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "100::1",
                "1fff:ffff::1",
                "2001::1",
                "2001:1ff:ffff::1",
                "2001:db8::1",
                "2002:808:808::1",
                "2620:4f:8000::1",
                "3fff::1",
                "3fff:fff:ffff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void shouldAllowNoOthers(String address) {
        assertThat(PUBLIC.allows(NAME, InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "https://10.0.0.1/",
                "https://[::1]/",
                "https://localhost/",
                "https://a.localhost/",
                "https://metadata.google.internal/",
                "https://printer.local/",
                "https://intranet/",
                "https://example.com:22/",
                "https://example.com:6667/"
            })
    void shouldRefuseWhatAUrlSaysItself(String url) {
        assertThatThrownBy(() -> PUBLIC.check(new WebhookUrl(url))).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "https://example.com:8443/",
                "https://example.com:80/",
                "https://8.8.8.8/",
                "https://notlocalhost.com/",
                "https://internal.example.com/",
                "https://[2606:4700::1111]/"
            })
    void shouldTakeOtherUrls(String url) {
        assertThatCode(() -> PUBLIC.check(new WebhookUrl(url))).doesNotThrowAnyException();
    }

    @Test
    void shouldOpenWhatIsConfiguredAndNoMore() {
        // Given
        Destinations some = new Destinations(
                true,
                Set.of("LocalHost", "10.9.9.9"),
                List.of(AddressRange.parse("192.168.0.0/16"), AddressRange.parse("fd00::/8")));
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");

        // When // Then
        assertThatCode(() -> some.check(new WebhookUrl("http://localhost:22/"))).doesNotThrowAnyException();
        assertThatCode(() -> some.check(new WebhookUrl("http://10.9.9.9/"))).doesNotThrowAnyException();
        assertThatCode(() -> some.check(new WebhookUrl("http://192.168.1.1/"))).doesNotThrowAnyException();
        assertThat(some.allows(new Host("localhost", null), loopback)).isTrue();
        assertThat(some.allows(NAME, loopback)).isFalse();
        assertThat(some.allows(NAME, InetAddress.ofLiteral("fd00::7"))).isTrue();
        assertThatThrownBy(() -> some.check(new WebhookUrl("http://10.9.9.8/"))).isInstanceOf(InvalidInput.class);
    }

    @Test
    void shouldOpenEverythingWhereAskedTo() {
        // Given
        Destinations anywhere = Destinations.anywhere();

        // When // Then
        assertThatCode(() -> anywhere.check(new WebhookUrl("http://localhost:8080/")))
                .doesNotThrowAnyException();
        assertThat(anywhere.allows(NAME, InetAddress.ofLiteral("127.0.0.1"))).isTrue();
        assertThat(anywhere.allows(NAME, InetAddress.ofLiteral("::1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0", "10.0.0.1/8", "10.0.0.0/33", "fd00::/129", "a.b/8", "10.0/8x", "1.2.3.4/-1", "/8"})
    void shouldRefuseARangeThatIsNone(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldWriteARangeAsItIsRead() {
        assertThat(AddressRange.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
        assertThat(AddressRange.parse("0.0.0.0/0").contains(InetAddress.ofLiteral("::1")))
                .isFalse();
    }
}
