package io.roundtable.bench.figure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was measured.
 *
 * @param name what, within its suite
 * @param unit of the value and of what it is measured beside
 * @param value of each round
 * @param beside what else was measured in the same run; null where there is no such thing
 */
public record Figure(
        Name name, String unit, Sample value, @Nullable Beside beside, Goal goal) {

    /** @param metric in words, as the table shows it */
    public record Name(String suite, String metric) {
        /** As it stands in a file of recorded ratios. */
        public String key() {
            return suite + ": " + metric;
        }
    }

    /** @param what it is, in words */
    public record Beside(String what, Sample value) {}

    public static Figure alone(Name name, String unit, Sample value, Goal goal) {
        return new Figure(name, unit, value, null, goal);
    }

    /** The same with no goal: of what is measured too briefly to tell. */
    public Figure unjudged() {
        return new Figure(name, unit, value, beside, new Goal.None());
    }

    /** Empty where there is nothing to compare with, or that is 0, as what takes less than a tick of the clock. */
    public Optional<Double> ratio() {
        return Optional.ofNullable(beside)
                .map(other -> value.ratioTo(other.value()))
                .filter(Double::isFinite);
    }

    public Optional<Boolean> isMet() {
        return goal.isMet(value.median(), ratio().orElse(null));
    }

    /**
     * What a program reads: eight members that are always there, null where they don't apply, and what they were made of.
     */
    public Map<String, @Nullable Object> json() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("suite", name.suite());
        members.put("metric", name.metric());
        members.put("value", value.median());
        members.put("unit", unit);
        members.put("beside", beside == null ? null : beside.what());
        members.put("ratio", ratio().orElse(null));
        members.put("goal", goal instanceof Goal.None ? null : goal.text());
        members.put("met", isMet().orElse(null));
        members.put("spread", List.of(value.least(), value.most()));
        members.put("rounds", value.rounds());
        if (beside != null) {
            members.put("beside_value", beside.value().median());
            members.put("beside_rounds", beside.value().rounds());
        }
        return members;
    }
}
