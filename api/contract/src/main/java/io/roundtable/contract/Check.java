package io.roundtable.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects every fault of a record, so that who sends it learns of all of them at once.
 *
 * <p>Null is passed over by all checks but {@link #required}. Texts are counted in Unicode code points, and may hold
 * neither NUL nor unpaired surrogates: PostgreSQL can't keep the one, UTF-8 can't write the other.
 */
public final class Check {

    /** Years beyond which a time is taken for a mistake; PostgreSQL and RFC 3339 both know the range. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final List<Violation> violations = new ArrayList<>();

    public Check required(String field, @Nullable Object value) {
        return rule(field, value != null, "is required");
    }

    public Check text(String field, @Nullable String value, int min, int max) {
        if (value == null) {
            return this;
        }
        int length = value.codePointCount(0, value.length());
        rule(field, length >= min && length <= max, () -> "must have " + min + " to " + max + " characters");
        return rule(field, isStorable(value), "must hold neither NUL nor unpaired surrogates");
    }

    /**
     * For what goes into a header of a CloudEvent as well, whose texts may hold neither control characters nor
     * noncharacters. The log has texts from before this was asked, so that it is asked of who says them, and not of
     * records.
     */
    public Check printable(String field, @Nullable String value) {
        boolean fits = value == null || value.codePoints().noneMatch(Check::isNeverPrinted);
        return rule(field, fits, "must hold neither control characters nor noncharacters");
    }

    public Check matches(String field, @Nullable String value, Pattern pattern, String wanted) {
        return rule(field, value == null || pattern.matcher(value).matches(), wanted);
    }

    public Check range(String field, @Nullable Number value, double min, double max) {
        boolean fits = value == null || (value.doubleValue() >= min && value.doubleValue() <= max);
        return rule(field, fits, () -> "must be between " + plain(min) + " and " + plain(max));
    }

    public Check size(String field, @Nullable Collection<?> value, int min, int max) {
        boolean fits = value == null || (value.size() >= min && value.size() <= max);
        return rule(field, fits, () -> "must have " + min + " to " + max + " entries");
    }

    public Check time(String field, @Nullable Instant value) {
        boolean fits = value == null || (!value.isBefore(EARLIEST) && !value.isAfter(LATEST));
        return rule(field, fits, "must lie between the years 1970 and 9999");
    }

    public Check rule(String field, boolean holds, String wanted) {
        if (!holds) {
            violations.add(new Violation(field, wanted));
        }
        return this;
    }

    /** Every record is checked whenever it is read, and says what is wrong hardly ever. */
    private Check rule(String field, boolean holds, Supplier<String> wanted) {
        return holds ? this : rule(field, false, wanted.get());
    }

    /** @throws InvalidInput where any check failed */
    public void done() {
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
    }

    /** Whether every store and wire on the way can hold the text. */
    public static boolean isStorable(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** CloudEvents 1.0, section 2.1, "String". */
    private static boolean isNeverPrinted(int character) {
        return Character.isISOControl(character)
                || (character >= 0xfdd0 && character <= 0xfdef)
                || (character & 0xfffe) == 0xfffe;
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
