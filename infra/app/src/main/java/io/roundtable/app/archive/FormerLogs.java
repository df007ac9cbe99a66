package io.roundtable.app.archive;

import io.roundtable.persistence.query.FormerLog;
import io.roundtable.runtime.archive.LogImport;
import io.roundtable.runtime.archive.Manifest;
import java.util.ArrayList;
import java.util.List;

/** The logs whose tokens go on being taken, as the database has them and as a manifest does. */
final class FormerLogs {

    private FormerLogs() {}

    static List<Manifest.FormerLog> of(List<FormerLog> logs) {
        return logs.stream()
                .map(log -> new Manifest.FormerLog(log.topicId(), log.renumbered(), log.lastSequences()))
                .toList();
    }

    /** What there is to remember once an archive is restored: its own log, and those that had been restored into it. */
    static List<FormerLog> of(Manifest manifest, int partitions) {
        boolean renumbered = LogImport.renumbers(manifest, partitions);
        var own = new ArrayList<Long>();
        for (int partition = 0; partition < manifest.partitions(); partition++) {
            int wanted = partition;
            own.add(manifest.logs().stream()
                    .filter(log -> log.partition() == wanted)
                    .mapToLong(Manifest.PartitionLog::lastSequence)
                    .findFirst()
                    .orElse(0));
        }
        var all = new ArrayList<FormerLog>();
        all.add(new FormerLog(manifest.topicId(), renumbered, own));
        for (Manifest.FormerLog former : manifest.formerLogs()) {
            var last = new ArrayList<Long>();
            for (int partition = 0; partition < former.lastSequences().size() && partition < own.size(); partition++) {
                last.add(Math.min(former.lastSequences().get(partition), own.get(partition)));
            }
            all.add(new FormerLog(former.topicId(), renumbered || former.renumbered(), last));
        }
        return all;
    }
}
