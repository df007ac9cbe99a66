package io.roundtable.app.archive;

import io.roundtable.app.UserError;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.archive.Archive;
import io.roundtable.runtime.archive.LogImport;
import io.roundtable.runtime.archive.Watcher;
import io.roundtable.runtime.command.Changelogs;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that can be known before the first event is appended. */
record RestoreCheck(
        Installed here, Archive archive, @Nullable IdentityFile identity, Watcher watcher) {

    /**
     * Changes nothing.
     *
     * @return how many events an import of this archive that broke off has left; 0 where it is to begin
     */
    long run() {
        var ends = List.copyOf(here.cluster().ends().values());
        long there = ends.stream().mapToLong(Long::longValue).sum();
        boolean isBegun = there > 0 && isBegun();
        here.cluster().requireNothingBut(isBegun ? left(ends) : Set.of());
        String topicId = here.cluster().topicId();
        here.tables().obstacle(topicId, isBegun).ifPresent(why -> {
            throw new UserError(why + "; nothing was appended");
        });
        requireNoUsers(topicId);
        archive.check(watcher);
        if (identity != null) {
            identity.check();
        }
        if (isBegun) {
            LogImport.compare(archive, here.cluster(), here.kafka(), watcher);
        }
        return there;
    }

    private boolean isBegun() {
        int partitions = here.cluster().partitions();
        return here.tables()
                .isRemembered(
                        here.cluster().topicId(),
                        LogImport.lastSequences(archive, partitions),
                        FormerLogs.of(archive.manifest(), partitions));
    }

    /** The engine's state is made last, of all events; an earlier one is something else's. */
    private Set<String> left(List<Long> ends) {
        var left = new HashSet<>(Set.of(Topics.EVENTS));
        if (ends.equals(LogImport.lastSequences(archive, ends.size()))) {
            left.addAll(Changelogs.NAMES);
        }
        return left;
    }

    private void requireNoUsers(String topicId) {
        var sealed = archive.manifest().identity();
        if (identity != null
                && sealed != null
                && here.tables().hasUsers()
                && !here.tables().hasIdentity(topicId, sealed.sha256())) {
            throw new UserError("there are users in the database already: restore into an empty one, or with"
                    + " --without-identity; nothing was appended");
        }
    }
}
