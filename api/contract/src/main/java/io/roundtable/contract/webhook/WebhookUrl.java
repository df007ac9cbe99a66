package io.roundtable.contract.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.roundtable.contract.InvalidInput;

/**
 * An absolute http or https URL that every reader reads alike. RFC 3986 is taken strictly, and what parsers are known to
 * disagree about is refused: user information, fragments, back slashes, blanks, escapes in the host, IPv4 addresses in
 * any form but four decimal numbers, zones, names that mapping would change.
 *
 * <p>This is syntax alone: whether messages may go there is for {@link Destinations} to say.
 *
 * @param value at most 2,048 characters; scheme and host in lower case and ASCII, the default port left out
 */
public record WebhookUrl(@JsonValue String value) {

    public static final int MAX_LENGTH = 2_048;

    /** @throws InvalidInput where it isn't such a URL; the message doesn't repeat it */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WebhookUrl {
        value = UrlSyntax.parse(value).text();
    }

    /** What the URL says, in parts. */
    public Parts parts() {
        return UrlSyntax.parse(value);
    }

    @Override
    public String toString() {
        return value;
    }

    /**
     * The parts of a URL.
     *
     * @param secure whether it is https
     * @param port 1–65,535, also where it is the default
     * @param target path and query, as they stand in the request line
     */
    public record Parts(boolean secure, Host host, int port, String target) {

        public String scheme() {
            return secure ? "https" : "http";
        }

        String text() {
            String colon = port == defaultPort() ? "" : ":" + port;
            return scheme() + "://" + host.inUrl() + colon + target;
        }

        private int defaultPort() {
            return secure ? 443 : 80;
        }
    }
}
