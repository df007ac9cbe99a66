package io.roundtable.persistence.version;

import static io.roundtable.persistence.jooq.control.Tables.VERSION;
import static java.util.stream.Collectors.joining;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.Migrations;
import io.roundtable.persistence.version.Version.State;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Gives back the room of versions that nobody reads, those that could be switched back to among them. */
public final class Pruning {

    private final Database database;

    public Pruning(Database database) {
        this.database = database;
    }

    /**
     * Drops every schema of which nothing is read, but for those of the past; where a part is read, the rest is emptied.
     * Carry it out while no rebuild is at work: it takes what that has made.
     *
     * @return what is gone
     */
    public List<Version> all(Instant now) {
        return remove(VERSION.STATE.ne(State.FROZEN.wire()), now);
    }

    /** As {@link #all}, of one schema. */
    public List<Version> schema(String schema, Instant now) {
        return remove(VERSION.SCHEMA_NAME.eq(schema), now);
    }

    /** In turn with switching, and all or nothing: what is read by then stays, and nobody switches to what is going. */
    private List<Version> remove(Condition which, Instant now) {
        return database.control().transactionResult(configuration -> {
            DSLContext transaction = configuration.dsl();
            Versions.turn(transaction);
            List<Version> unread = Versions.retire(transaction, which, now);
            Set<String> inUse = Versions.inUse(transaction);
            unread.stream()
                    .filter(version -> inUse.contains(version.schema()))
                    .forEach(version -> empty(transaction, version));
            unread.stream()
                    .map(Version::schema)
                    .distinct()
                    .filter(schema -> !inUse.contains(schema))
                    .forEach(schema -> Versions.drop(transaction, schema));
            return unread;
        });
    }

    /** The checkpoint stays: a writer that hasn't heard yet would begin at the log's start without it. */
    private static void empty(DSLContext transaction, Version version) {
        String tables = version.projection().tables().stream()
                .map(table -> Migrations.checked(version.schema()) + "." + table.getName())
                .collect(joining(", "));
        transaction
                .deleteFrom(VERSION)
                .where(VERSION.SCHEMA_NAME.eq(version.schema()))
                .and(VERSION.PROJECTION.eq(version.projection().wire()))
                .execute();
        transaction.execute("truncate " + tables);
    }
}
