package io.roundtable.persistence.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roundtable.persistence.jooq.control.tables.records.RebuildRecord;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.Phase;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.Progress;
import io.roundtable.persistence.version.Rebuild.State;
import io.roundtable.persistence.version.Rebuild.Status;
import io.roundtable.persistence.version.Rebuild.When;
import io.roundtable.persistence.version.Rebuild.Wish;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;

/** Rebuilds as rows. */
final class RebuildRows {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private RebuildRows() {}

    /** A point as it is stored: one of the two says where it is. */
    private record StoredPoint(
            String given, @Nullable String time, @Nullable Map<Integer, Long> sequences) {

        static StoredPoint of(Point point) {
            return switch (point) {
                case Point.Moment moment ->
                    new StoredPoint(moment.given(), moment.time().toString(), null);
                case Point.Place place -> new StoredPoint(place.given(), null, place.sequences());
            };
        }

        Point point() {
            return time == null
                    ? new Point.Place(given, Objects.requireNonNull(sequences))
                    : new Point.Moment(given, Instant.parse(time));
        }
    }

    static void plan(RebuildRecord row, Plan plan) {
        row.setKind(plan.kind().wire());
        row.setProjections(
                plan.projections().stream().map(Projection::wire).sorted().toArray(String[]::new));
        row.setSwitching(plan.switching().wire());
        var points = plan.points().stream().map(StoredPoint::of).toList();
        row.setEnds(points.isEmpty() ? null : json(points));
        row.setWorkspaceId(plan.workspace());
        row.setRequestedBy(plan.requestedBy());
        row.setRequestedAt(plan.requestedAt());
    }

    static Rebuild rebuild(RebuildRecord row) {
        var points = row.getEnds() == null ? new StoredPoint[0] : read(row.getEnds(), StoredPoint[].class);
        var plan = new Plan(
                Kind.valueOf(upper(row.getKind())),
                Arrays.stream(row.getProjections())
                        .map(name -> Projection.of(name).orElseThrow())
                        .collect(Collectors.toSet()),
                When.valueOf(upper(row.getSwitching())),
                Arrays.stream(points).map(StoredPoint::point).toList(),
                row.getWorkspaceId(),
                row.getRequestedBy(),
                row.getRequestedAt());
        return new Rebuild(row.getRebuildId(), row.getSchemaName(), plan, status(row));
    }

    private static Status status(RebuildRecord row) {
        return new Status(
                State.valueOf(upper(row.getState())),
                Phase.valueOf(upper(row.getPhase())),
                row.getWish() == null ? null : wish(row.getWish()),
                row.getStartedAt(),
                row.getEndedAt(),
                row.getBeatAt(),
                row.getProgress() == null ? null : read(row.getProgress(), Progress.class),
                row.getComparison() == null ? null : read(row.getComparison(), Comparison.class),
                row.getFailure());
    }

    static Wish wish(String wire) {
        return Wish.valueOf(upper(wire));
    }

    static @Nullable JSON json(@Nullable Object value) {
        try {
            return value == null ? null : JSON.valueOf(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(JSON json, Class<T> type) {
        try {
            return MAPPER.readValue(json.data(), type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String upper(String wire) {
        return wire.toUpperCase(Locale.ROOT);
    }
}
