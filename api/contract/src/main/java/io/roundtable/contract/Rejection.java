package io.roundtable.contract;

import org.jspecify.annotations.Nullable;

/**
 * A refusal: the second of the four fates of a fault.
 *
 * @param detail for a person; the code is for programs
 * @param limit how much there may be, where it was too much for now; null otherwise
 */
public record Rejection(
        RejectionCode code, String detail, @Nullable Integer limit) {

    public Rejection {
        new Check().required("code", code).required("detail", detail).done();
    }

    public Rejection(RejectionCode code, String detail) {
        this(code, detail, null);
    }
}
