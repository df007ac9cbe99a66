package io.roundtable.runtime.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.wire.Json;
import io.roundtable.engine.Row;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RowJsonTest {

    /** A question such as {@code isEmpty()} would be written as one more member, and no row could be read again. */
    @ParameterizedTest
    @MethodSource("types")
    void shouldStoreNothingOfARowButItsComponents(Class<?> type) throws ReflectiveOperationException {
        // Given
        Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class[]::new));
        Object row;
        try {
            row = constructor.newInstance(Arrays.stream(type.getRecordComponents())
                    .map(component -> nothing(component.getType()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            org.junit.jupiter.api.Assumptions.abort(type + " insists on its components; the store's tests have it");
            return;
        }

        // When
        Object again = Json.read(Json.write(row), type);

        // Then
        assertThat(again).isEqualTo(row);
    }

    static Stream<Class<?>> types() {
        List<Class<?>> found = new ArrayList<>();
        collect(Row.class, found);
        return found.stream();
    }

    private static void collect(Class<?> type, List<Class<?>> found) {
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(permitted -> collect(permitted, found));
        } else if (type.isRecord() && !Modifier.isAbstract(type.getModifiers())) {
            found.add(type);
        }
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (!type.isPrimitive()) {
            return null;
        }
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : (Object) 0L;
    }
}
