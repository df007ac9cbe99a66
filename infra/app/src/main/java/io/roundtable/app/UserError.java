package io.roundtable.app;

import org.jspecify.annotations.Nullable;

/** Something that the person at the command line can put right: shown as one line, without a stack trace. */
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, and what to do about it */
    public UserError(String message) {
        this(message, null);
    }

    public UserError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Never null here, unlike in {@link Throwable}. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
