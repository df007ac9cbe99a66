package io.roundtable.contract.wire;

/** A record that isn't what its topic holds: foreign, or broken. */
public final class MalformedRecord extends RuntimeException {

    public MalformedRecord(String reason) {
        super(reason);
    }

    public MalformedRecord(String reason, Throwable cause) {
        super(reason, cause);
    }
}
