package io.roundtable.contract;

/**
 * One fault of an input.
 *
 * @param field where it is, as a dotted path of names as they stand in JSON; empty for the whole
 * @param message what is wanted there, without repeating the value
 */
public record Violation(String field, String message) {

    /** The same fault seen from one level further out. */
    public Violation within(String outer) {
        if (outer.isEmpty()) {
            return this;
        }
        return new Violation(field.isEmpty() ? outer : outer + "." + field, message);
    }
}
