package io.roundtable.persistence.version;

import static io.roundtable.persistence.jooq.control.Tables.VERSION;
import static java.util.stream.Collectors.joining;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.Migrations;
import io.roundtable.persistence.version.Version.State;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Gives back the room of versions that nobody reads, those that could be switched back to among them. */
public final class Pruning {

    private final Database database;
    private final Versions versions;
    private final Indexes indexes;

    public Pruning(Database database) {
        this.database = database;
        this.versions = new Versions(database);
        this.indexes = new Indexes(database);
    }

    /**
     * Drops every schema of which nothing is read, but for those of the past; where a part is read, the rest is emptied.
     * Carry it out while no rebuild is at work: it takes what that has made.
     *
     * @return what is gone
     */
    public List<Version> all(Instant now) {
        return remove(version -> version.state() != State.FROZEN, now);
    }

    /** As {@link #all}, of one schema. */
    public List<Version> schema(String schema, Instant now) {
        return remove(version -> version.schema().equals(schema), now);
    }

    /** What is retired isn't followed any more, so that nobody fills again what is emptied. */
    private List<Version> remove(Predicate<Version> which, Instant now) {
        List<Version> unread = versions.all().stream()
                .filter(version -> version.state() != State.ACTIVE)
                .filter(which)
                .toList();
        unread.forEach(version -> versions.become(version.schema(), Set.of(version.projection()), State.RETIRED, now));
        Set<String> inUse = versions.inUse();
        for (Version version : unread) {
            if (inUse.contains(version.schema())) {
                empty(version);
            }
        }
        unread.stream()
                .map(Version::schema)
                .distinct()
                .filter(schema -> !inUse.contains(schema))
                .forEach(schema -> {
                    versions.drop(schema);
                    indexes.forget(schema);
                });
        return unread;
    }

    /** The checkpoint stays: a writer that hasn't heard yet would begin at the log's start without it. */
    private void empty(Version version) {
        String tables = version.projection().tables().stream()
                .map(table -> Migrations.checked(version.schema()) + "." + table.getName())
                .collect(joining(", "));
        database.control().transaction(configuration -> {
            configuration
                    .dsl()
                    .deleteFrom(VERSION)
                    .where(VERSION.SCHEMA_NAME.eq(version.schema()))
                    .and(VERSION.PROJECTION.eq(version.projection().wire()))
                    .execute();
            configuration.dsl().execute("truncate " + tables);
        });
    }
}
