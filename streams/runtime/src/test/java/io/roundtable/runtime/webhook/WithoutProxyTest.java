package io.roundtable.runtime.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.webhook.Destinations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** On its own: every socket that is opened meanwhile would go by the proxy that is set here. */
@Isolated
@Timeout(30)
final class WithoutProxyTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static final Map<String, String> PROXY_OF =
            Map.of("socksProxyHost", "socksProxyPort", "http.proxyHost", "http.proxyPort");

    private static final List<String> EXCEPTIONS = List.of("socksNonProxyHosts", "http.nonProxyHosts");

    @AfterEach
    void forgetTheProxy() {
        PROXY_OF.forEach((host, port) -> {
            System.clearProperty(host);
            System.clearProperty(port);
        });
        EXCEPTIONS.forEach(System::clearProperty);
    }

    @Test
    void shouldUseNoProxyOfTheEnvironment() throws Exception {
        // Given
        try (var server = RawServer.saying(OK);
                var proxy = RawServer.saying(OK)) {
            PROXY_OF.forEach((host, port) -> {
                System.setProperty(host, "127.0.0.1");
                System.setProperty(port, Integer.toString(proxy.port()));
            });
            EXCEPTIONS.forEach(hosts -> System.setProperty(hosts, ""));

            // When
            try (var sender = new WebhookSender(WebhookSettings.to(Destinations.anywhere()))) {
                sender.send(Samples.webhook("http://127.0.0.1:" + server.port() + "/in"));
            }

            // Then
            assertThat(server.requests).hasSize(1);
            assertThat(proxy.accepted).hasValue(0);
        }
    }
}
