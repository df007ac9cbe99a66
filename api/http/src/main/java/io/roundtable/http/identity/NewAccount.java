package io.roundtable.http.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.roundtable.contract.Check;
import io.roundtable.contract.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to be a user.
 *
 * @param email is kept in lower case
 * @param password 8 to 128 characters
 * @param fullName 1 to 200 characters
 * @param username 3 to 50 characters of {@code [A-Za-z0-9_.-]}
 */
public record NewAccount(
        String email,
        String password,
        @JsonProperty("full_name") String fullName,
        @Nullable String username) {

    /**
     * Checks all of it and puts the address into the form that is kept.
     *
     * @throws InvalidInput with every fault
     */
    public NewAccount {
        Check check = new Check();
        Emails.check(check, "email", email);
        check.required("password", password).text("password", password, 8, 128).required("full_name", fullName);
        Names.check(check, fullName, username);
        check.done();
        email = Emails.normalise(email);
    }

    /** Without the password, and without what describes a person. */
    @Override
    public String toString() {
        return "NewAccount[…]";
    }
}
