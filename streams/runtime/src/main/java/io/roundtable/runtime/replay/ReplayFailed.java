package io.roundtable.runtime.replay;

import java.util.Objects;

/** It can't be done, however often it is tried. */
final class ReplayFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    ReplayFailed(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
