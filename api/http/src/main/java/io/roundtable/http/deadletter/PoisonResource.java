package io.roundtable.http.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.contract.RawJson;
import io.roundtable.persistence.query.PoisonRecords.Bytes;
import io.roundtable.persistence.query.PoisonView;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be handled, as operators see it.
 *
 * @param offset where it stood on its topic
 * @param keyBytes null where it had no key
 * @param valueBytes null where it had no value
 * @param cut the sizes that it had, where it was too large to be kept whole
 * @param resolution why it was discarded
 * @param keyBase64 left out in lists and where there is none, as are the others
 */
@JsonInclude
record PoisonResource(
        String deadLetterId,
        String topic,
        int partition,
        long offset,
        String reason,
        @Nullable Integer keyBytes,
        @Nullable Integer valueBytes,
        @Nullable String cut,
        String status,
        @Nullable String resolution,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String keyBase64,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String valueBase64,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RawJson headers) {

    /** As it stands in a list. */
    static PoisonResource of(PoisonView view) {
        return of(view, null);
    }

    static PoisonResource of(PoisonView view, @Nullable Bytes bytes) {
        var decision = view.decision();
        return new PoisonResource(
                view.id(),
                view.origin().topic(),
                view.origin().partition(),
                view.origin().offset(),
                view.reason(),
                view.keyBytes(),
                view.valueBytes(),
                view.cut(),
                decision == null ? "waiting" : decision.status(),
                decision == null ? null : decision.reason(),
                decision == null ? null : decision.by(),
                decision == null ? null : decision.at(),
                view.at(),
                bytes == null ? null : text(bytes.key()),
                bytes == null ? null : text(bytes.value()),
                bytes == null ? null : new RawJson(bytes.headers()));
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
