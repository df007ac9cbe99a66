package io.roundtable.contract;

import io.roundtable.contract.wire.Json;
import io.roundtable.contract.wire.PatchFields;
import java.nio.charset.StandardCharsets;

/** Merge patches (RFC 7396) as commands carry them. */
public final class Patches {

    /**
     * The largest that a definition may become, in bytes of JSON. Many small patches could otherwise add up to more than
     * a record may hold, and an accepted change could not be appended.
     */
    public static final int MAX_RESULT_BYTES = 1024 * 1024;

    private Patches() {}

    /** @throws InvalidInput where the patched record isn't valid, or larger than {@link #MAX_RESULT_BYTES} */
    public static <T> T apply(RawJson patch, T target, Class<T> type) {
        T result = Json.patched(target, patch.text().getBytes(StandardCharsets.UTF_8), type);
        new Check()
                .rule("", Json.write(result).length <= MAX_RESULT_BYTES, "must be at most 1 MiB once it is patched")
                .done();
        return result;
    }

    static <T> void check(RawJson patch, T sample, Class<T> type) {
        new Check().rule("", patch.isObject(), "must be an object").done();
        PatchFields.check(patch.text().getBytes(StandardCharsets.UTF_8), type);
        apply(patch, sample, type);
    }
}
