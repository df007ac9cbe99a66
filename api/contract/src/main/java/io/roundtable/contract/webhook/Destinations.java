package io.roundtable.contract.webhook;

import io.roundtable.contract.InvalidInput;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where webhooks of an installation may go: public addresses over https, and what is opened here besides. The same rules
 * hold when a URL is set, for what it says itself, and when a message is sent, for every address that its name resolves
 * to.
 *
 * @param http whether plain http is good too
 * @param hosts names and addresses, as they stand in URLs, that are good whatever they resolve to and on any port
 * @param networks ranges that are good though they aren't public
 */
public record Destinations(boolean http, Set<String> hosts, List<AddressRange> networks) {

    private static final Destinations PUBLIC = new Destinations(false, Set.of(), List.of());

    /** Names that never belong to the public DNS (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476, ICANN's internal). */
    private static final Pattern SPECIAL_NAME = Pattern.compile("(?:.*\\.)?(?:localhost|localdomain|local|internal|"
            + "intranet|private|corp|lan|home|home\\.arpa|onion|alt|invalid)");

    /** Services that listen above 1,023 and read lines or datagrams: of the "bad ports" of the Fetch standard. */
    private static final Set<Integer> FOREIGN_PORTS = Set.of(
            1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
            10080);

    public Destinations {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        networks = List.copyOf(networks);
    }

    /** Public addresses over https. */
    public static Destinations publicOnly() {
        return PUBLIC;
    }

    /** Everything, for development and tests: any address, http too. */
    public static Destinations anywhere() {
        return new Destinations(true, Set.of(), List.of(AddressRange.parse("0.0.0.0/0"), AddressRange.parse("::/0")));
    }

    /**
     * Checks what a URL says itself, without resolving anything.
     *
     * @throws InvalidInput where no message may go there
     */
    public void check(WebhookUrl url) {
        WebhookUrl.Parts parts = url.parts();
        if (!http && !parts.secure()) {
            throw UrlSyntax.refused("must begin with https://");
        }
        Host host = parts.host();
        if (hosts.contains(host.name())) {
            return;
        }
        checkPort(parts.port());
        if (host.address() != null && !allows(host, host.address())) {
            throw UrlSyntax.refused("must not lead to an address that isn't public");
        }
        if (host.address() == null && networks.isEmpty() && isSpecial(host.name())) {
            throw UrlSyntax.refused("must not lead to a name that isn't public");
        }
    }

    /** Whether a connection may be made to one of the addresses that a host has. */
    public boolean allows(Host host, InetAddress address) {
        return hosts.contains(host.name())
                || PublicAddresses.contains(address)
                || networks.stream().anyMatch(range -> range.contains(address));
    }

    /** Of the ports that need privileges only http's own: the others belong to other protocols. */
    private static void checkPort(int port) {
        if ((port < 1_024 && port != 443 && port != 80) || FOREIGN_PORTS.contains(port)) {
            throw UrlSyntax.refused("must name port 443 or 80, or one above 1023 that no other protocol uses");
        }
    }

    private static boolean isSpecial(String name) {
        return name.indexOf('.') < 0 || SPECIAL_NAME.matcher(name).matches();
    }
}
