package io.roundtable.runtime.archive;

import org.jspecify.annotations.Nullable;

/** An archive can't be written, isn't what it should be, or can't be restored here; the message says why, for people. */
public final class ArchiveFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ArchiveFault(String message) {
        this(message, null);
    }

    public ArchiveFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
