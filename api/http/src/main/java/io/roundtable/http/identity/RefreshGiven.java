package io.roundtable.http.identity;

import io.roundtable.contract.Check;

/**
 * The body by which a session goes on, or ends.
 *
 * @param refreshToken at most 256 characters; ours are shorter
 */
record RefreshGiven(String refreshToken) {

    RefreshGiven {
        new Check()
                .required("refresh_token", refreshToken)
                .text("refresh_token", refreshToken, 1, 256)
                .done();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RefreshGiven[…]";
    }
}
