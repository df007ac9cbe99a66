package io.roundtable.http.identity;

/**
 * What whoever came in is given (RFC 6749, section 5.1), and who they are.
 *
 * @param expiresIn how long the access token is good, in whole seconds
 */
record GrantedResource(String accessToken, String refreshToken, String tokenType, long expiresIn, UserResource user) {

    static GrantedResource of(Session session) {
        return new GrantedResource(
                session.accessToken(),
                session.refreshToken(),
                "Bearer",
                session.expiresIn().toSeconds(),
                UserResource.of(session.user()));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "GrantedResource[…]";
    }
}
