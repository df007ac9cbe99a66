package io.roundtable.embedded;

import java.nio.file.Path;

/** Another live process (or another part of this one) keeps its data in the directory; thrown before anything changes. */
public final class DirectoryInUseException extends EmbeddedStackException {
    private static final long serialVersionUID = 1L;

    private final String directory;

    DirectoryInUseException(Path directory) {
        super("data directory " + directory + " is in use by another process; stop it, or name another directory");
        this.directory = directory.toString();
    }

    /** The directory that was asked for. */
    public Path directory() {
        return Path.of(directory);
    }
}
