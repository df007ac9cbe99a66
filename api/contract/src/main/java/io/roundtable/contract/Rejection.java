package io.roundtable.contract;

/**
 * A refusal: the second of the four fates of a fault.
 *
 * @param detail for a person; the code is for programs
 */
public record Rejection(RejectionCode code, String detail) {

    public Rejection {
        new Check().required("code", code).required("detail", detail).done();
    }
}
