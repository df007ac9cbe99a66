package io.roundtable.contract.webhook;

import io.roundtable.contract.InvalidInput;
import java.util.regex.Pattern;

/** Reads a URL by RFC 3986, and nothing that stands outside of it. */
final class UrlSyntax {

    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern TARGET = Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2})*+");

    /** Escapes that naive receivers and proxies turn into the end of a line or of a text. */
    private static final Pattern BREAKS = Pattern.compile("%0[0ADad]");

    private UrlSyntax() {}

    static WebhookUrl.Parts parse(String text) {
        if (text.isEmpty() || text.length() > WebhookUrl.MAX_LENGTH) {
            throw refused("must have 1 to " + WebhookUrl.MAX_LENGTH + " characters");
        }
        boolean secure = text.regionMatches(true, 0, "https://", 0, 8);
        if (!secure && !text.regionMatches(true, 0, "http://", 0, 7)) {
            throw refused("must begin with https://");
        }
        String rest = text.substring(secure ? 8 : 7);
        int end = endOfAuthority(rest);
        String authority = rest.substring(0, end);
        int colon = portColon(authority);
        Host host = Host.parse(colon < 0 ? authority : authority.substring(0, colon));
        int port = colon < 0 ? (secure ? 443 : 80) : port(authority.substring(colon + 1));
        return new WebhookUrl.Parts(secure, host, port, target(rest.substring(end)));
    }

    private static int endOfAuthority(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
            if (c == '#' || c == '@' || c == '\\' || c == '%') {
                throw refused("must hold neither user information, fragment, back slash nor an escape in the host");
            }
        }
        return rest.length();
    }

    /** Where the port's colon stands, or -1. */
    private static int portColon(String authority) {
        int afterHost = authority.startsWith("[") ? authority.indexOf(']') + 1 : 0;
        return authority.indexOf(':', afterHost);
    }

    private static int port(String digits) {
        int port = PORT.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw refused("must name a port between 1 and 65535, or none");
        }
        return port;
    }

    private static String target(String text) {
        String target = text.startsWith("/") ? text : "/" + text;
        if (!TARGET.matcher(target).matches() || target.startsWith("//")) {
            throw refused("must have a path and query as RFC 3986 writes them, without a fragment");
        }
        if (BREAKS.matcher(target).find()) {
            throw refused("must hold no escaped NUL, CR or LF");
        }
        return target;
    }

    static InvalidInput refused(String why) {
        return new InvalidInput("", why);
    }
}
