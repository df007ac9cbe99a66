package io.roundtable.app.archive;

import io.roundtable.app.UserError;
import io.roundtable.runtime.archive.Archive;
import io.roundtable.runtime.archive.LogImport;
import java.time.Instant;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Restores an archive that was checked, into a place that was found empty. */
record Restoring(Installed here, Archive archive, @Nullable IdentityFile identity, ArchiveBar bar) {

    /** Events first: where they can't all be appended, there is nothing else to be cleared away. */
    void run(Instant now) {
        here.tables().prepare(now);
        var lastSequences = LogImport.run(archive, here.cluster(), here.kafka(), bar);
        try {
            if (identity != null) {
                identity.read(here.identity());
            }
            int partitions = here.cluster().partitions();
            here.tables()
                    .remember(
                            here.cluster().topicId(),
                            lastSequences,
                            FormerLogs.of(archive.manifest(), partitions),
                            now);
        } catch (DataAccessException e) {
            throw new UserError(
                    "all events are appended, but the database fails: " + e.getMessage()
                            + ". Empty the topics and the database, and import again",
                    e);
        }
    }
}
