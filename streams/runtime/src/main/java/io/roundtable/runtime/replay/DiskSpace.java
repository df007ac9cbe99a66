package io.roundtable.runtime.replay;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a second version has room beside the first. */
final class DiskSpace {

    private static final Logger log = LoggerFactory.getLogger(DiskSpace.class);

    /** Of what the live version takes: for the write-ahead log, and for sorting while indexes are made. */
    private static final double FACTOR = 1.5;

    private final Database database;

    DiskSpace(Database database) {
        this.database = database;
    }

    /** @throws ReplayFailed where there isn't room; what can't be known is logged */
    void check(Set<Projection> projections) {
        var versions = new Versions(database);
        long taken = 0;
        for (Projection projection : projections) {
            String schema = versions.active(projection).schema();
            for (Table<?> table : projection.tables()) {
                taken += database.control()
                        .fetchSingle("select pg_total_relation_size(?::regclass)", schema + "." + table.getName())
                        .get(0, Long.class);
            }
        }
        long needed = (long) (taken * FACTOR);
        long free = free();
        if (free < 0) {
            log.info("a second version needs about {} bytes; how many are free can't be told from here", needed);
        } else if (free < needed) {
            throw new ReplayFailed("a second version needs about %,d MB, and the database's disk has %,d MB left"
                    .formatted(needed >> 20, free >> 20));
        }
    }

    /** Negative where the database's directory isn't here. */
    private long free() {
        try {
            var row = database.control()
                    .fetchSingle(
                            "select current_setting('data_directory'), coalesce(host(inet_server_addr()), '') in ('',"
                                    + " '127.0.0.1', '::1')");
            Path directory = Path.of(row.get(0, String.class));
            return row.get(1, Boolean.class) && Files.isDirectory(directory)
                    ? Files.getFileStore(directory).getUsableSpace()
                    : -1;
        } catch (DataAccessException | IOException e) {
            return -1; // not everybody may ask, nor is it everywhere on this machine
        }
    }
}
