package io.roundtable.http.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.Json;
import org.jspecify.annotations.Nullable;

/** A merge patch (RFC 7396) of what users may change about themselves. */
final class ProfilePatch {

    private final byte[] patch;

    /** @param fields the patch, read for nothing but names that nobody knows */
    ProfilePatch(Fields fields, byte @Nullable [] patch) {
        this.patch = patch == null ? Json.write(fields) : patch.clone();
    }

    /** The names that a patch may have. */
    record Fields(
            @Nullable JsonNode fullName,
            @Nullable JsonNode username,
            @Nullable JsonNode preferences) {}

    /** @throws io.roundtable.contract.InvalidInput where what would come of it isn't valid */
    EditableProfile applied(EditableProfile before) {
        return Json.patched(before, patch, EditableProfile.class);
    }
}
