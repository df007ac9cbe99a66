package io.roundtable.http.identity;

import io.roundtable.contract.Check;
import io.roundtable.contract.InvalidInput;

/**
 * What somebody knows who wants to come in.
 *
 * @param email in any case
 * @param password at most 128 characters
 */
public record Credentials(String email, String password) {

    /**
     * Checks what must hold of any address and password, and no more: the rest is for the comparison to tell.
     *
     * @throws InvalidInput with every fault
     */
    public Credentials {
        new Check()
                .required("email", email)
                .text("email", email, 1, Emails.LONGEST)
                .required("password", password)
                .text("password", password, 1, 128)
                .done();
        email = Emails.normalise(email);
    }

    /** Without the password, and without what describes a person. */
    @Override
    public String toString() {
        return "Credentials[…]";
    }
}
