package io.roundtable.http.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.persistence.version.Comparison;
import io.roundtable.persistence.version.Comparison.Changes;
import io.roundtable.persistence.version.Difference;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What has changed between two points.
 *
 * @param rows the first of each table
 */
@JsonInclude
record ChangesResource(boolean equal, List<TableResource> tables, List<RowResource> rows) {

    /** One table at both points, and how many rows differ. */
    @JsonInclude
    record TableResource(String table, long rowsBefore, long rowsAfter, long added, long removed, long changed) {

        static TableResource of(Comparison.Compared compared) {
            Changes changes = Objects.requireNonNull(compared.changes());
            return new TableResource(
                    compared.one().table(),
                    compared.one().rows(),
                    compared.other().rows(),
                    changes.added(),
                    changes.removed(),
                    changes.changed());
        }
    }

    /** @param change added, removed or changed */
    @JsonInclude
    record RowResource(String table, String change, Map<String, String> key, List<ValueResource> columns) {

        static RowResource of(Difference difference) {
            String change = switch (difference.kind()) {
                case CHANGED -> "changed";
                case MISSING -> "removed";
                case EXTRA -> "added";
            };
            var columns = difference.columns().entrySet().stream()
                    .map(column -> new ValueResource(
                            column.getKey(),
                            column.getValue().one(),
                            column.getValue().other()))
                    .toList();
            return new RowResource(difference.table(), change, difference.key(), columns);
        }
    }

    /** As text, cut to 200 characters. */
    @JsonInclude
    record ValueResource(String column, String before, String after) {}

    static ChangesResource of(Comparison comparison) {
        return new ChangesResource(
                comparison.isEqual(),
                comparison.tables().stream().map(TableResource::of).toList(),
                comparison.differences().stream().map(RowResource::of).toList());
    }
}
