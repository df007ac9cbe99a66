package io.roundtable.contract.schema;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Violation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a record says when it is made with one component that it doesn't want. */
record Refusals(Class<?> record) {

    /** What it wants of the component, or of what is in it. */
    Stream<String> of(RecordComponent component, String field, Object value) {
        return violations(component, value).stream()
                .filter(fault -> fault.field().equals(field) || fault.field().startsWith(field + "."))
                .map(Violation::message)
                .distinct();
    }

    /** What it wants of itself as a whole, when it holds nothing. */
    Stream<String> ofTheWhole() {
        return violations(null, null).stream()
                .filter(fault -> fault.field().isEmpty())
                .map(Violation::message);
    }

    List<Violation> violations(@Nullable RecordComponent given, @Nullable Object value) {
        var components = Objects.requireNonNull(record.getRecordComponents());
        Object[] arguments = Arrays.stream(components)
                .map(component ->
                        given != null && component.getName().equals(given.getName()) ? value : unremarkable(component))
                .toArray();
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            constructor.newInstance(arguments);
            return List.of();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidInput refusal) {
                return refusal.violations();
            }
            throw new IllegalStateException(record + " doesn't say what it wants of " + given, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What no record minds, so that it gets as far as the component that is asked about. */
    private static @Nullable Object unremarkable(RecordComponent component) {
        Class<?> type = component.getType();
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        return switch (type.getName()) {
            case "int" -> 0;
            case "long" -> 0L;
            case "boolean" -> false;
            default -> Samples.find(type);
        };
    }
}
