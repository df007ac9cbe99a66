package io.roundtable.runtime.webhook;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.io.DetachedSocketFactory;

/**
 * Names and addresses of the whole world, on loopback: no connection leaves the machine, wherever it wants to go. An
 * address that nobody was put at leads to what was put {@linkplain #elsewhere everywhere else}, or is refused.
 */
final class FakeInternet implements Names, DetachedSocketFactory {

    private final Map<String, List<List<InetAddress>>> names = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> lookups = new ConcurrentHashMap<>();
    private final Map<InetAddress, RawServer> servers = new ConcurrentHashMap<>();
    private final Map<InetAddress, RawServer> elsewhere = new ConcurrentHashMap<>();

    /** Where connections were asked for, before they were led to loopback. */
    final ConcurrentLinkedQueue<InetSocketAddress> dialled = new ConcurrentLinkedQueue<>();

    FakeInternet name(String name, String... addresses) {
        return answers(name, List.of(List.of(addresses)));
    }

    /** The n-th lookup gives the n-th answer, later ones the last. */
    FakeInternet answers(String name, List<List<String>> answers) {
        names.put(
                name,
                answers.stream()
                        .map(one -> one.stream().map(InetAddress::ofLiteral).toList())
                        .toList());
        lookups.put(name, new AtomicInteger());
        return this;
    }

    FakeInternet server(String address, RawServer server) {
        servers.put(InetAddress.ofLiteral(address), server);
        return this;
    }

    FakeInternet elsewhere(String loopback, RawServer server) {
        elsewhere.put(InetAddress.ofLiteral(loopback), server);
        return this;
    }

    int lookups(String name) {
        AtomicInteger count = lookups.get(name);
        return count == null ? 0 : count.get();
    }

    @Override
    public List<InetAddress> addressesOf(String name) throws UnknownHostException {
        List<List<InetAddress>> answers = names.get(name);
        if (answers == null) {
            throw new UnknownHostException(name);
        }
        int asked = lookups.computeIfAbsent(name, key -> new AtomicInteger()).getAndIncrement();
        return answers.get(Math.min(asked, answers.size() - 1));
    }

    @Override
    public Socket create(Proxy proxy) {
        return new Socket(Proxy.NO_PROXY) {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                InetSocketAddress asked = (InetSocketAddress) endpoint;
                dialled.add(asked);
                super.connect(led(asked.getAddress()), timeout);
            }
        };
    }

    private InetSocketAddress led(InetAddress address) {
        RawServer server = servers.get(address);
        if (server != null) {
            return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port());
        }
        String loopback = address instanceof Inet6Address ? "::1" : "127.0.0.1";
        RawServer other = elsewhere.get(InetAddress.ofLiteral(loopback));
        // Port 1 on loopback: nobody listens there.
        return new InetSocketAddress(InetAddress.ofLiteral(loopback), other == null ? 1 : other.port());
    }
}
