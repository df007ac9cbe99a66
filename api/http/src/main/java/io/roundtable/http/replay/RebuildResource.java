package io.roundtable.http.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.roundtable.persistence.version.Comparison;
import io.roundtable.persistence.version.Difference;
import io.roundtable.persistence.version.Point;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.Progress;
import io.roundtable.persistence.version.Rebuild.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild as operators see it.
 *
 * @param wish what was asked for and isn't carried out yet
 * @param progress of its phase
 * @param points where it ends, as they were given; none where it goes on to where the version is that is read
 * @param workspaceId whose rows alone
 * @param comparison with the version that is read, once there is one
 * @param changes between the two points of a diff, once they are known
 */
@JsonInclude
record RebuildResource(
        String rebuildId,
        String kind,
        List<String> projections,
        String schema,
        String state,
        String phase,
        @Nullable String wish,
        @JsonProperty("switch") String switching,
        List<String> points,
        @Nullable String workspaceId,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable ProgressResource progress,
        @Nullable ComparisonResource comparison,
        @Nullable ChangesResource changes,
        @Nullable String failure) {

    /**
     * @param done records read, or indexes made
     * @param secondsLeft at the pace of the last few seconds
     */
    @JsonInclude
    record ProgressResource(
            long done,
            long total,
            double perSecond,
            @Nullable Long secondsLeft) {

        static ProgressResource of(Progress progress) {
            return new ProgressResource(
                    progress.done(), progress.total(), progress.perSecond(), progress.secondsLeft());
        }
    }

    /** @param differences the first rows that differ */
    @JsonInclude
    record ComparisonResource(boolean equal, List<TableResource> tables, List<DifferenceResource> differences) {

        static ComparisonResource of(Comparison comparison) {
            return new ComparisonResource(
                    comparison.isEqual(),
                    comparison.tables().stream().map(TableResource::of).toList(),
                    comparison.differences().stream()
                            .map(DifferenceResource::of)
                            .toList());
        }
    }

    /** One table in the live version and in the rebuilt one. */
    @JsonInclude
    record TableResource(String table, boolean equal, long liveRows, long rebuiltRows) {

        static TableResource of(Comparison.Compared compared) {
            return new TableResource(
                    compared.one().table(),
                    compared.isEqual(),
                    compared.one().rows(),
                    compared.other().rows());
        }
    }

    /** @param kind changed, missing (only the live version has it) or extra (only the rebuilt one has it) */
    @JsonInclude
    record DifferenceResource(String table, String kind, Map<String, String> key, List<ColumnResource> columns) {

        static DifferenceResource of(Difference difference) {
            return new DifferenceResource(
                    difference.table(),
                    difference.kind().name().toLowerCase(Locale.ROOT),
                    difference.key(),
                    difference.columns().entrySet().stream()
                            .map(column -> new ColumnResource(
                                    column.getKey(),
                                    column.getValue().one(),
                                    column.getValue().other()))
                            .toList());
        }
    }

    /** As text, cut to 200 characters. */
    @JsonInclude
    record ColumnResource(String column, String live, String rebuilt) {}

    static RebuildResource of(Rebuild rebuild) {
        var plan = rebuild.plan();
        var status = rebuild.status();
        var found = Optional.ofNullable(status.comparison());
        boolean isDiff = plan.kind() == Kind.DIFF;
        return new RebuildResource(
                rebuild.id(),
                plan.kind().wire(),
                plan.projections().stream().map(Projection::wire).sorted().toList(),
                rebuild.schema(),
                status.state().wire(),
                status.phase().wire(),
                Optional.ofNullable(status.wish()).map(Wish::wire).orElse(null),
                plan.switching().wire(),
                plan.points().stream().map(Point::given).toList(),
                plan.workspace(),
                plan.requestedBy(),
                plan.requestedAt(),
                status.startedAt(),
                status.endedAt(),
                Optional.ofNullable(status.progress()).map(ProgressResource::of).orElse(null),
                found.filter(_ -> !isDiff).map(ComparisonResource::of).orElse(null),
                found.filter(_ -> isDiff).map(ChangesResource::of).orElse(null),
                status.failure());
    }
}
