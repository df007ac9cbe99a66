package io.roundtable.http.json;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.Check;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Violation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The query of a request, read as strictly as a body: unknown and repeated parameters are faults. */
public final class QueryParameters {

    private final HttpRequest<?> request;
    private final List<Violation> violations = new ArrayList<>();

    /** @param known every parameter that the route has */
    public QueryParameters(HttpRequest<?> request, Set<String> known) {
        this.request = request;
        request.getParameters().forEach((name, values) -> {
            if (!known.contains(name)) {
                violations.add(new Violation(name, "is not a known parameter"));
            } else if (values.size() > 1) {
                violations.add(new Violation(name, "must be given once"));
            }
        });
    }

    /** @throws InvalidInput where the request has any parameter at all */
    public static void none(HttpRequest<?> request) {
        if (request.getUri().getRawQuery() != null) {
            new QueryParameters(request, Set.of()).done();
        }
    }

    public @Nullable String text(String name, int maxLength) {
        return parsed(name, value -> {
            new Check().text("", value, 1, maxLength).done();
            return value;
        });
    }

    /** Reads a parameter by a function that throws {@link InvalidInput} where the text doesn't fit. */
    public <T> @Nullable T parsed(String name, Function<String, T> parser) {
        String value = request.getParameters().get(name);
        if (value == null) {
            return null;
        }
        try {
            return parser.apply(value);
        } catch (InvalidInput e) {
            e.violations().forEach(violation -> violations.add(violation.within(name)));
            return null;
        }
    }

    public @Nullable Instant time(String name) {
        return parsed(name, value -> {
            try {
                Instant time = Instant.parse(value);
                new Check().time("", time).done();
                return time;
            } catch (DateTimeParseException e) {
                throw new InvalidInput("", "must be a time in RFC 3339, such as 2026-01-31T12:00:00Z");
            }
        });
    }

    public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
        return parsed(name, value -> {
            for (E constant : java.util.Objects.requireNonNull(type.getEnumConstants())) {
                if (constant.toString().equals(value)) {
                    return constant;
                }
            }
            throw new InvalidInput("", "must be one of " + List.of(type.getEnumConstants()));
        });
    }

    public boolean flag(String name) {
        Boolean value = parsed(name, text -> {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            throw new InvalidInput("", "must be true or false");
        });
        return Boolean.TRUE.equals(value);
    }

    public int number(String name, int fallback, int min, int max) {
        Integer value = parsed(name, text -> {
            try {
                int number = Integer.parseInt(text);
                new Check().range("", number, min, max).done();
                return number;
            } catch (NumberFormatException e) {
                throw new InvalidInput("", "must be a whole number between " + min + " and " + max);
            }
        });
        return value == null ? fallback : value;
    }

    /** @throws InvalidInput with every fault found so far */
    public void done() {
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
    }
}
