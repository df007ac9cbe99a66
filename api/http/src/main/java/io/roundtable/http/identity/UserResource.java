package io.roundtable.http.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.contract.RawJson;
import io.roundtable.persistence.identity.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user as they see themselves.
 *
 * @param username left out where there is none
 * @param lastLoginAt null before the first login; registering is none
 */
@JsonInclude
record UserResource(
        String userId,
        String email,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String username,
        String fullName,
        RawJson preferences,
        boolean isActive,
        @Nullable Instant lastLoginAt,
        Instant createdAt,
        Instant updatedAt) {

    static UserResource of(User user) {
        return new UserResource(
                user.id().value(),
                user.profile().email(),
                user.profile().username(),
                user.profile().fullName(),
                user.profile().preferences(),
                user.access().active(),
                user.activity().lastLoginAt(),
                user.activity().createdAt(),
                user.activity().updatedAt());
    }

    /** Says nothing of the person. */
    @Override
    public String toString() {
        return "UserResource[" + userId + "]";
    }
}
