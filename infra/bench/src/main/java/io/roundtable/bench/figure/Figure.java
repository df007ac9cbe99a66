package io.roundtable.bench.figure;

import java.util.LinkedHashMap;
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

    public Optional<Double> ratio() {
        return Optional.ofNullable(beside).map(other -> value.ratioTo(other.value()));
    }

    public Optional<Boolean> isMet() {
        return goal.isMet(value.median(), ratio().orElse(null));
    }

    /** What a program reads; members that don't apply are left out. */
    public Map<String, Object> json() {
        var members = new LinkedHashMap<String, Object>();
        members.put("suite", name.suite());
        members.put("metric", name.metric());
        members.put("value", value.median());
        members.put("unit", unit);
        members.put("rounds", value.rounds());
        Optional.ofNullable(beside).ifPresent(other -> {
            members.put("beside", other.what());
            members.put("beside_value", other.value().median());
            members.put("beside_rounds", other.value().rounds());
        });
        ratio().ifPresent(ratio -> members.put("ratio", ratio));
        if (!(goal instanceof Goal.None)) {
            members.put("goal", goal.text());
        }
        isMet().ifPresent(met -> members.put("met", met));
        return members;
    }
}
