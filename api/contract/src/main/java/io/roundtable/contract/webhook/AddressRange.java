package io.roundtable.contract.webhook;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632).
 *
 * @param network its first address
 * @param prefix how many leading bits all of its addresses share: 0–32 for IPv4, 0–128 for IPv6
 */
public record AddressRange(InetAddress network, int prefix) {

    private static final Pattern CIDR = Pattern.compile("([0-9a-fA-F:.]{2,45})/([0-9]{1,3})");

    /** @throws IllegalArgumentException where the prefix is too long, or the network has bits after it */
    public AddressRange {
        byte[] bytes = network.getAddress();
        if (prefix < 0 || prefix > bytes.length * 8) {
            throw new IllegalArgumentException("A prefix of " + network + " can't be " + prefix + " bits long");
        }
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            if (bit(bytes, bit) != 0) {
                throw new IllegalArgumentException(network + " has bits after the first " + prefix);
            }
        }
    }

    /**
     * Reads one.
     *
     * @param text such as {@code 10.0.0.0/8} or {@code fd00::/8}
     * @throws IllegalArgumentException where it is anything else
     */
    public static AddressRange parse(String text) {
        var matcher = CIDR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A range must be written like 10.0.0.0/8 or fd00::/8, not " + text);
        }
        return new AddressRange(InetAddress.ofLiteral(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Whether the address is in it; one of the other family never is. */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] other = address.getAddress();
        if (ours.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(ours, bit) != bit(other, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] bytes, int index) {
        return bytes[index / 8] >> (7 - index % 8) & 1;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
