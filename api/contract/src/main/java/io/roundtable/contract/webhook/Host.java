package io.roundtable.contract.webhook;

import static io.roundtable.contract.webhook.UrlSyntax.refused;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL.
 *
 * @param name a DNS name in ASCII and lower case, or the address as it was written, without brackets
 * @param address the address where it is one; null for a name, which this type never resolves
 */
public record Host(String name, @Nullable InetAddress address) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]{2,39}");

    static Host parse(String text) {
        if (text.startsWith("[")) {
            return ipv6(text);
        }
        String name = HostName.ascii(text);
        String lastLabel = name.substring(name.lastIndexOf('.') + 1);
        return NUMBER.matcher(lastLabel).matches() ? ipv4(name) : new Host(name, null);
    }

    /** As it stands in a URL or a Host header. */
    public String inUrl() {
        return address instanceof Inet6Address ? "[" + name + "]" : name;
    }

    /** A name that ends in a number is an address to some resolvers, in many spellings; only one is taken. */
    private static Host ipv4(String text) {
        if (!IPV4.matcher(text).matches()) {
            throw refused("must write an IPv4 address as four decimal numbers");
        }
        byte[] bytes = new byte[4];
        int i = 0;
        for (String part : text.split("\\.", 4)) {
            int value = Integer.parseInt(part);
            if (value > 255) {
                throw refused("must write an IPv4 address as four decimal numbers up to 255");
            }
            bytes[i++] = (byte) value;
        }
        return new Host(text, address(bytes));
    }

    private static Host ipv6(String text) {
        String inside =
                text.endsWith("]") ? text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT) : "";
        if (!IPV6.matcher(inside).matches()) {
            throw refused("must write an IPv6 address in brackets, in hexadecimal and without a zone");
        }
        try {
            InetAddress address = Inet6Address.ofLiteral(inside);
            if (!(address instanceof Inet6Address)) {
                throw refused("must not write an IPv4 address as an IPv6 one");
            }
            return new Host(inside, address);
        } catch (IllegalArgumentException e) {
            throw refused("must write a valid IPv6 address in its brackets");
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("Four bytes are an address", e);
        }
    }
}
