package io.roundtable.persistence.identity;

/**
 * Both halves of a signing key.
 *
 * @param privateJwk an RFC 7517 JWK with its private part, in the clear
 */
public record SigningKey(VerificationKey published, String privateJwk) {

    /** Without the private half. */
    @Override
    public String toString() {
        return "SigningKey[" + published.kid() + "]";
    }
}
