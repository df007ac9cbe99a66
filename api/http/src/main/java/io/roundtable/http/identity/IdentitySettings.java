package io.roundtable.http.identity;

import java.time.Duration;

/**
 * How long credentials last. Must be the same on all nodes.
 *
 * @param issuer the {@code iss} of access tokens
 * @param accessTokenTtl 1 s to 24 h
 * @param refreshTokenTtl how long a session lasts without being refreshed
 * @param sessionTtl how long it lasts however often it is refreshed
 * @param signingKeyAge at which a signing key is replaced
 */
public record IdentitySettings(
        String issuer, Duration accessTokenTtl, Duration refreshTokenTtl, Duration sessionTtl, Duration signingKeyAge) {

    private static final Duration LONGEST_ACCESS = Duration.ofHours(24);

    /** For the time in which a node may go on signing with a key before it hears of the next. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    // Stands after the bounds that its construction needs.
    public static final IdentitySettings DEFAULTS = new IdentitySettings(
            "roundtable", Duration.ofMinutes(15), Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(30));

    public IdentitySettings {
        if (issuer.isBlank()) {
            throw new IllegalArgumentException("An issuer is needed");
        }
        if (accessTokenTtl.compareTo(Duration.ofSeconds(1)) < 0 || accessTokenTtl.compareTo(LONGEST_ACCESS) > 0) {
            throw new IllegalArgumentException("Access tokens must live 1 s to 24 h, not " + accessTokenTtl);
        }
        if (refreshTokenTtl.compareTo(accessTokenTtl) < 0 || sessionTtl.compareTo(refreshTokenTtl) < 0) {
            throw new IllegalArgumentException("Sessions must live at least as long as refresh tokens ("
                    + refreshTokenTtl + "), and those as access tokens (" + accessTokenTtl + ")");
        }
        if (signingKeyAge.compareTo(accessTokenTtl) < 0) {
            throw new IllegalArgumentException("Signing keys must live at least as long as access tokens");
        }
    }

    public IdentitySettings withAccessTokenTtl(Duration ttl) {
        return new IdentitySettings(issuer, ttl, refreshTokenTtl, sessionTtl, signingKeyAge);
    }

    /** How long a replaced key's signatures are accepted: until its last token has ended. */
    Duration acceptedAfterRetirement() {
        return accessTokenTtl.plus(MARGIN);
    }
}
