package io.roundtable.persistence.query;

/** How much a workspace holds: members and sandboxes of now, and all messages ever. */
public record Counts(long members, long sandboxes, long messages) {

    static final Counts NONE = new Counts(0, 0, 0);
}
