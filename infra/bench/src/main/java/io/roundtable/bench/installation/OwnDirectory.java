package io.roundtable.bench.installation;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the bench was built, and what is put beside it. */
public final class OwnDirectory {
    private OwnDirectory() {}

    /** The directory of the jar, or of the classes' directory, that a class is from. */
    public static Path of(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("");
        } catch (URISyntaxException e) {
            throw new BenchFailure("no directory of " + type, e);
        }
    }
}
