package io.roundtable.contract;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** An input that can't mean anything: the first of the four fates of a fault, answered 400 with nothing appended. */
public final class InvalidInput extends IllegalArgumentException {

    private final transient List<Violation> violations;

    public InvalidInput(List<Violation> violations) {
        super(violations.stream().map(v -> v.field() + " " + v.message()).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public InvalidInput(String field, String message) {
        this(List.of(new Violation(field, message)));
    }

    /** All faults in one line. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public List<Violation> violations() {
        return violations;
    }
}
