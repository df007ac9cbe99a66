package io.roundtable.bench.figure;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a figure should come to. */
public sealed interface Goal {

    /** Nothing was promised: the figure is there to be looked at. */
    record None() implements Goal {}

    /** The figure divided by what it is measured beside. */
    record RatioAtLeast(double bound) implements Goal {}

    /** The figure divided by what it is measured beside. */
    record RatioAtMost(double bound) implements Goal {}

    /** The figure itself, in its unit. */
    record AtLeast(double bound) implements Goal {}

    /** The figure itself, in its unit. */
    record AtMost(double bound) implements Goal {}

    /** Whether it is met; empty where there is nothing to judge, or nothing to judge it by. */
    default Optional<Boolean> isMet(double value, @Nullable Double ratio) {
        return switch (this) {
            case None() -> Optional.empty();
            case RatioAtLeast(double bound) -> Optional.ofNullable(ratio).map(r -> r >= bound);
            case RatioAtMost(double bound) -> Optional.ofNullable(ratio).map(r -> r <= bound);
            case AtLeast(double bound) -> Optional.of(value >= bound);
            case AtMost(double bound) -> Optional.of(value <= bound);
        };
    }

    /** As it stands in the table. */
    default String text() {
        return switch (this) {
            case None() -> "";
            case RatioAtLeast(double bound) -> String.format(Locale.ROOT, "ratio >= %.2f", bound);
            case RatioAtMost(double bound) -> String.format(Locale.ROOT, "ratio <= %.2f", bound);
            case AtLeast(double bound) -> String.format(Locale.ROOT, ">= %,.0f", bound);
            case AtMost(double bound) -> String.format(Locale.ROOT, "<= %,.0f", bound);
        };
    }
}
