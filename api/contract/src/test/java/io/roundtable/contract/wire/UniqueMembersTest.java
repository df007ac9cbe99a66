package io.roundtable.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundtable.contract.FreeForm;
import io.roundtable.contract.RawJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UniqueMembersTest {

    record Inner(@Nullable String name) {}

    record Outer(
            @Nullable String to,
            @Nullable FreeForm details,
            @Nullable RawJson content,
            @Nullable Inner inner,
            @Nullable List<Inner> all) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"to\":\"a\",\"to\":\"b\"}|to",
                "{\"to\":\"a\",\"content\":{},\"to\":\"b\"}|to",
                "{\"content\":1,\"content\":{}}|content",
                "{\"details\":{\"x\":{\"y\":1,\"y\":2}}}|details.x.y",
                "{\"inner\":{\"name\":\"a\",\"name\":null}}|inner.name",
                "{\"all\":[{\"name\":\"a\"},{\"name\":\"a\",\"name\":\"b\"}]}|all[1].name"
            })
    void shouldRefuseAMemberThatIsThereTwice(String text, String path) {
        // When
        var fault =
                catchThrowableOfType(IOException.class, () -> UniqueMembers.read(text.getBytes(UTF_8), Outer.class));

        // Then
        assertThat(JsonFaults.invalid(fault).violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo(path);
            assertThat(violation.message()).isEqualTo("is given more than once");
        });
    }

    @Test
    void shouldTakeWhatIsOnlyCarriedAsItCame() throws IOException {
        // Given
        var content = "{\"a\":1,\"a\":[{\"b\":1,\"b\":2}]}";
        var text =
                "{\"details\":{\"a\":{\"b\":1}},\"content\":" + content + ",\"inner\":{\"name\":\"n\"},\"to\":\"t\"}";

        // When
        var read = UniqueMembers.read(text.getBytes(UTF_8), Outer.class);

        // Then
        assertThat(read.content()).isEqualTo(new RawJson(content));
        assertThat(read.to()).isEqualTo("t");
        assertThat(read.inner()).isEqualTo(new Inner("n"));
    }

    @Test
    void shouldLetNamesComeAgainInOtherObjects() throws IOException {
        // Given
        var text = "{\"inner\":{\"name\":\"a\"},\"all\":[{\"name\":\"a\"},{\"name\":\"a\"}]}";

        // When
        var read = UniqueMembers.read(text.getBytes(UTF_8), Outer.class);

        // Then
        assertThat(read.all()).hasSize(2);
    }

    @Test
    void shouldCheckAPatchToItsDepth() {
        // Given
        var patch = "{\"settings\":{\"a\":{\"b\":1,\"b\":null}}}";

        // When
        var fault =
                catchThrowableOfType(IOException.class, () -> UniqueMembers.read(patch.getBytes(UTF_8), RawJson.class));

        // Then
        assertThat(fault).hasMessageContaining("settings.a.b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"to\":\"a\"} {}", "{\"to\":\"a\"", "{\"other\":1}", "{\"to\":1}"})
    void shouldBeAsStrictAsTheSharedMapper(String text) {
        // When
        var fault =
                catchThrowableOfType(IOException.class, () -> UniqueMembers.read(text.getBytes(UTF_8), Outer.class));
        var expected = catchThrowableOfType(
                IOException.class, () -> Json.shared().readValue(text.getBytes(UTF_8), Outer.class));

        // Then
        assertThat(JsonFaults.invalid(fault).violations())
                .isEqualTo(JsonFaults.invalid(expected).violations());
    }
}
