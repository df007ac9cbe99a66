package io.roundtable.persistence.version;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the comparison of two versions at the same position has found.
 *
 * @param tables all that were compared
 * @param differences the first rows that differ, at most {@value #MOST} of each table
 */
public record Comparison(List<Compared> tables, List<Difference> differences) {

    public static final int MOST = 20;

    public static final Comparison NOTHING = new Comparison(List.of(), List.of());

    public Comparison {
        tables = List.copyOf(tables);
        differences = List.copyOf(differences);
    }

    /**
     * One table in both versions.
     *
     * @param changes from the one to the other; null where nobody has counted them
     */
    public record Compared(
            TableDigest one, TableDigest other, @Nullable Changes changes) {

        Compared(TableDigest one, TableDigest other) {
            this(one, other, null);
        }

        @JsonIgnore
        public boolean isEqual() {
            return one.equals(other);
        }
    }

    /**
     * How many rows differ.
     *
     * @param added those that only the other has
     * @param removed those that only the one has
     */
    public record Changes(long added, long removed, long changed) {

        static final Changes NONE = new Changes(0, 0, 0);
    }

    @JsonIgnore
    public boolean isEqual() {
        return tables.stream().allMatch(Compared::isEqual);
    }

    /** Both together. */
    public Comparison and(Comparison other) {
        return new Comparison(
                Stream.concat(tables.stream(), other.tables.stream()).toList(),
                Stream.concat(differences.stream(), other.differences.stream()).toList());
    }

    /** In all tables of the first version. */
    @JsonIgnore
    public long rows() {
        return tables.stream().mapToLong(table -> table.one().rows()).sum();
    }
}
