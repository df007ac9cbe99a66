package io.roundtable.runtime.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Connects to the address that a target carries, and to nothing else: a target without one is an error, since only an
 * address that was checked may be connected to. TLS speaks to the name, and wants a certificate for it.
 */
final class Connector extends DefaultHttpClientConnectionOperator {

    Connector(DetachedSocketFactory sockets, SSLContext tls) {
        super(sockets, DefaultSchemePortResolver.INSTANCE, new NoNames(), strategies(tls));
    }

    private static Lookup<TlsSocketStrategy> strategies(SSLContext tls) {
        TlsSocketStrategy strategy = new DefaultClientTlsStrategy(tls);
        return scheme -> "https".equals(scheme) ? strategy : null;
    }

    @Override
    protected void onBeforeSocketConnect(HttpContext context, HttpHost target) {
        Phase.CONNECT.enter(context);
    }

    @Override
    protected void onAfterSocketConnect(HttpContext context, HttpHost target) {
        Phase.EXCHANGE.enter(context);
    }

    @Override
    protected void onBeforeTlsHandshake(HttpContext context, HttpHost target) {
        Phase.HANDSHAKE.enter(context);
    }

    @Override
    protected void onAfterTlsHandshake(HttpContext context, HttpHost target) {
        Phase.EXCHANGE.enter(context);
    }

    /** So that no address can be connected to but one that came with its target. */
    private static final class NoNames implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException("An address must be checked before it is connected to: " + host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
