package io.roundtable.http.identity;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.wire.Json;
import io.roundtable.http.json.Bodies;
import org.jspecify.annotations.Nullable;

/** A merge patch (RFC 7396) of what users may change about themselves. */
final class ProfilePatch {

    private final byte[] patch;

    private ProfilePatch(byte[] patch) {
        this.patch = patch;
    }

    /** @throws io.roundtable.http.problem.ProblemException 400 where it isn't a patch, or has a field that nobody knows */
    static ProfilePatch read(HttpRequest<?> request, byte[] body) {
        // For its names alone: merging would pass over an unknown one whose value is null.
        var _ = Bodies.read(request, body, Fields.class);
        return new ProfilePatch(body.clone());
    }

    private record Fields(
            @Nullable RawJson fullName,
            @Nullable RawJson username,
            @Nullable RawJson preferences) {}

    /** @throws io.roundtable.contract.InvalidInput where what would come of it isn't valid */
    EditableProfile applied(EditableProfile before) {
        return Json.patched(before, patch, EditableProfile.class);
    }
}
