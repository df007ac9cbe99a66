package io.roundtable.http.identity;

import io.roundtable.contract.Check;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.wire.Json;
import io.roundtable.persistence.identity.Profile;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What users may change about themselves.
 *
 * @param fullName 1 to 200 characters
 * @param username as in {@link NewAccount}; null for none
 * @param preferences an object within the bounds of {@link JsonbBounds}; where there are none an empty one
 */
record EditableProfile(String fullName, @Nullable String username, FreeForm preferences) {

    EditableProfile(@Nullable String fullName, @Nullable String username, @Nullable FreeForm preferences) {
        FreeForm preferred = Objects.requireNonNullElse(preferences, FreeForm.EMPTY);
        Check check = new Check().required("full_name", fullName);
        Names.check(check, fullName, username);
        check.rule("preferences", preferred.isObject(), "must be an object");
        JsonbBounds.check(check, "preferences", preferred.value());
        check.done();
        this.fullName = Objects.requireNonNull(fullName);
        this.username = username;
        this.preferences = preferred;
    }

    static EditableProfile of(Profile profile) {
        byte[] preferences = profile.preferences().text().getBytes(StandardCharsets.UTF_8);
        return new EditableProfile(profile.fullName(), profile.username(), Json.read(preferences, FreeForm.class));
    }

    Profile over(Profile before) {
        return new Profile(before.email(), username, fullName, new RawJson(JsonbBounds.text(preferences.value())));
    }

    /** Says nothing of the person. */
    @Override
    public String toString() {
        return "EditableProfile[…]";
    }
}
