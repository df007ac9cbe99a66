package io.roundtable.contract.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Violation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what is wrong with a JSON text in the words of who sent it: a path and what is wanted, no class names. */
public final class JsonFaults {

    private JsonFaults() {}

    /** The faults of a text that could be read but didn't fit, or couldn't be read at all. */
    public static InvalidInput invalid(IOException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInput inner) {
                String path = path(fault);
                return new InvalidInput(
                        inner.violations().stream().map(v -> v.within(path)).toList());
            }
            // the text itself is at fault: Jackson wraps that in the path at which it was noticed
            if (cause instanceof JsonParseException || cause instanceof StreamConstraintsException) {
                return new InvalidInput(List.of(violation((JsonProcessingException) cause)));
            }
        }
        return new InvalidInput(List.of(violation(fault)));
    }

    private static Violation violation(IOException fault) {
        return switch (fault) {
            case DuplicateMember twice -> new Violation(twice.path(), "is given more than once");
            case UnrecognizedPropertyException _ -> new Violation(path(fault), "is not a known field");
            case InvalidFormatException wrong -> new Violation(path(fault), wanted(wrong));
            case MismatchedInputException wrong -> new Violation(path(fault), mismatch(wrong));
            case JsonMappingException _ -> new Violation(path(fault), "is not valid here");
            case StreamConstraintsException _ ->
                new Violation("", "nests too deep, or holds a number or name that is too long");
            case JsonProcessingException broken -> new Violation("", "is not well-formed JSON" + place(broken));
            default -> new Violation("", "can't be read");
        };
    }

    private static String place(JsonProcessingException broken) {
        var at = broken.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static String wanted(InvalidFormatException wrong) {
        Class<?> type = wrong.getTargetType();
        if (type != null && type.isEnum()) {
            return "must be one of "
                    + java.util.Arrays.stream(type.getEnumConstants())
                            .map(v -> v.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return type == null ? "is not valid here" : "must be " + name(type);
    }

    private static String mismatch(MismatchedInputException wrong) {
        Class<?> type = wrong.getTargetType();
        return type == null ? "has the wrong type" : "must be " + name(type);
    }

    private static String name(Class<?> type) {
        if (type == java.time.Instant.class) {
            return "a time in RFC 3339, such as 2026-01-31T12:00:00Z";
        }
        if (java.util.Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        boolean textual =
                type == String.class || type.isEnum() || type.getSimpleName().endsWith("Id");
        return textual ? "a string" : "an object";
    }

    private static String path(IOException fault) {
        if (!(fault instanceof JsonMappingException mapping)) {
            return "";
        }
        var path = new StringBuilder();
        for (var step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
