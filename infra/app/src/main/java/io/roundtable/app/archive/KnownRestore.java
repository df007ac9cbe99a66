package io.roundtable.app.archive;

import io.roundtable.app.Terminal;
import io.roundtable.app.UserError;
import io.roundtable.app.settings.Settings;
import io.roundtable.runtime.archive.ArchiveFault;
import io.roundtable.runtime.replay.engine.Restored;
import org.jooq.exception.DataAccessException;

/** What of an installation's log has come by a restore, as far as its database knows. */
public final class KnownRestore {

    private KnownRestore() {}

    /** Nothing where the database doesn't answer, which is said: whoever only looks may still do without. */
    public static Restored in(Settings settings, Terminal terminal) {
        try {
            return asked(settings);
        } catch (ArchiveFault | DataAccessException e) {
            terminal.err()
                    .println(
                            "whether this log was ever restored from an archive can't be asked, so that it is taken for"
                                    + " one that wasn't: " + e.getMessage());
            return Restored.NOTHING;
        }
    }

    /**
     * For whoever writes by it.
     *
     * @throws UserError where the database doesn't answer
     */
    public static Restored mustBeKnown(Settings settings) {
        try {
            return asked(settings);
        } catch (ArchiveFault | DataAccessException e) {
            throw new UserError(
                    "whether this log was ever restored from an archive can't be asked, and without that the wrong"
                            + " command may be taken for the next: " + e.getMessage()
                            + ". Say the installation's database in the settings; nothing was written",
                    e);
        }
    }

    private static Restored asked(Settings settings) {
        try (var here = Installed.by(settings)) {
            return new Restored(here.tables().restored(here.cluster().topicId()));
        }
    }
}
