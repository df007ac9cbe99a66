package io.roundtable.app.archive;

import io.roundtable.app.UserError;
import io.roundtable.persistence.archive.RestoreTarget;
import io.roundtable.runtime.archive.Archive;
import io.roundtable.runtime.archive.LogImport;
import io.roundtable.runtime.archive.Watcher;
import io.roundtable.runtime.replay.engine.EngineReplay;
import io.roundtable.runtime.replay.engine.ReplayRefused;
import io.roundtable.runtime.replay.engine.Restored;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Restores an archive that was checked, into a place that was found empty, or that an import of it has left half done. */
record Restoring(Installed here, Archive archive, @Nullable IdentityFile identity, Watcher watcher) {

    /**
     * The note first: where this breaks off, whoever folds what is there by then has to know that it was decided
     * elsewhere, and the next attempt that it may go on. Then events: where they can't all be appended, there is nothing
     * else to be cleared away.
     */
    void run(Instant now) {
        int partitions = here.cluster().partitions();
        String topicId = here.cluster().topicId();
        var lastSequences = LogImport.lastSequences(archive, partitions);
        var formers = FormerLogs.of(archive.manifest(), partitions);
        here.tables().prepare(now);
        if (!here.tables().isRemembered(topicId, lastSequences, formers)) {
            here.tables().remember(topicId, lastSequences, formers, now);
        }
        if (!LogImport.run(archive, here.cluster(), here.kafka(), watcher).equals(lastSequences)) {
            throw new UserError("the topics don't hold the events that the archive does. Delete them, run"
                    + " 'roundtable topics apply', and import again");
        }
        restoreIdentity(topicId);
        makeEngineState(lastSequences);
    }

    private void restoreIdentity(String topicId) {
        var sealed = archive.manifest().identity();
        if (identity == null || sealed == null || here.tables().hasIdentity(topicId, sealed.sha256())) {
            return;
        }
        try {
            identity.read(here.identity(), tx -> RestoreTarget.rememberIdentity(tx, topicId, sealed.sha256()));
        } catch (DataAccessException e) {
            throw new UserError(
                    "all events are appended, but the database fails: " + e.getMessage()
                            + ". The same command goes on from there",
                    e);
        }
    }

    /** Else the engine would find events that it knows nothing of, and stop. */
    private void makeEngineState(List<Long> lastSequences) {
        var window = here.settings().streams().duplicateWindow();
        int partitions = lastSequences.size();
        try (var replay = EngineReplay.of(here.kafka(), window, new Restored(lastSequences))) {
            for (int partition = 0; partition < partitions; partition++) {
                watcher.at("Making the engine's state", partition, partitions);
                var _ = replay.rebuild(partition, true, _ -> {});
            }
            watcher.at("Making the engine's state", partitions, partitions);
        } catch (ReplayRefused | KafkaException e) {
            throw new UserError(
                    "all is restored but the engine's state: " + e.getMessage()
                            + ". Run the same command again, or 'roundtable replay engine --yes', before an engine is"
                            + " started",
                    e);
        }
    }
}
