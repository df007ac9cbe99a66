package io.roundtable.http.replay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaNameTest {

    private static final String LONGEST = "a23456789_123456789_123456789_123456789_123456789_123456789_123";

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "then_3", "_2026_11_01", LONGEST})
    void shouldTakeANameThatNeedsNoQuotes(String name) {
        assertThatCode(() -> SchemaName.check(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Then",
                "3then",
                "a-b",
                "a b",
                "é",
                LONGEST + "4",
                "projection",
                "projection_1",
                "projection_1_then",
                "control",
                "identity",
                "public",
                "pg_temp",
                "information_schema",
                "select",
                "user",
                "x;drop"
            })
    void shouldTakeNoOther(String name) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> SchemaName.check(name))
                .withMessageStartingWith("schema ");
    }
}
