package io.roundtable.app.archive;

import io.roundtable.app.UserError;
import io.roundtable.runtime.archive.Archive;
import io.roundtable.runtime.archive.LogImport;
import io.roundtable.runtime.replay.engine.EngineReplay;
import io.roundtable.runtime.replay.engine.ReplayRefused;
import io.roundtable.runtime.replay.engine.Restored;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Restores an archive that was checked, into a place that was found empty. */
record Restoring(Installed here, Archive archive, @Nullable IdentityFile identity, ArchiveBar bar) {

    /**
     * The note first: where this breaks off, whoever folds what is there by then has to know that it was decided
     * elsewhere. Then events: where they can't all be appended, there is nothing else to be cleared away.
     */
    void run(Instant now) {
        int partitions = here.cluster().partitions();
        var lastSequences = LogImport.lastSequences(archive, partitions);
        here.tables().prepare(now);
        here.tables()
                .remember(here.cluster().topicId(), lastSequences, FormerLogs.of(archive.manifest(), partitions), now);
        if (!LogImport.run(archive, here.cluster(), here.kafka(), bar).equals(lastSequences)) {
            throw new UserError("the topics don't hold the events that the archive does. Delete them, run"
                    + " 'roundtable topics apply', and import again");
        }
        try {
            if (identity != null) {
                identity.read(here.identity());
            }
        } catch (DataAccessException e) {
            throw new UserError(
                    "all events are appended, but the database fails: " + e.getMessage()
                            + ". Empty the topics and the database, and import again",
                    e);
        }
        makeEngineState(lastSequences);
    }

    /** Else the engine would find events that it knows nothing of, and stop. */
    private void makeEngineState(List<Long> lastSequences) {
        var window = here.settings().streams().duplicateWindow();
        int partitions = lastSequences.size();
        try (var replay = EngineReplay.of(here.kafka(), window, new Restored(lastSequences))) {
            for (int partition = 0; partition < partitions; partition++) {
                bar.at("Making the engine's state", partition, partitions);
                var _ = replay.rebuild(partition, true, _ -> {});
            }
            bar.at("Making the engine's state", partitions, partitions);
        } catch (ReplayRefused | KafkaException e) {
            throw new UserError(
                    "all is restored but the engine's state: " + e.getMessage()
                            + ". Run 'roundtable replay engine --yes' before an engine is started",
                    e);
        }
    }
}
