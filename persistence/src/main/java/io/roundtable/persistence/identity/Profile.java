package io.roundtable.persistence.identity;

import io.roundtable.contract.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * What a user may change about themselves.
 *
 * @param email normalised: compared and kept in lower case
 * @param username as its owner wrote it; unique without regard to case
 * @param preferences a JSON object; its keys come back in another order, and without duplicates
 */
public record Profile(String email, @Nullable String username, String fullName, RawJson preferences) {

    /** Says nothing of the person. */
    @Override
    public String toString() {
        return "Profile[…]";
    }
}
