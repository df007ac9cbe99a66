package io.roundtable.contract.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.RawJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class MembersTest {

    private static Members of(String json) throws IOException {
        return Members.of(json.getBytes(UTF_8));
    }

    private static String text(Members members) {
        return new String(members.bytes(), UTF_8);
    }

    @Test
    void shouldKeepEveryValueAsItWasWritten() throws IOException {
        var members = of(" { \"a\" : [ 1e400 , \"\\u0000\" ],\"b\":null , \"é\\\"\":{ \"x\":1,\"x\":2 } } ");

        assertThat(text(members)).isEqualTo("{\"a\":[ 1e400 , \"\\u0000\" ],\"b\":null,\"é\\\"\":{ \"x\":1,\"x\":2 }}");
    }

    @Test
    void shouldChangeWhatIsNamedAndNothingElse() throws IOException {
        // Given
        var members = of("{\"a\": 1,\"b\":{\"c\" : 2.50 ,\"d\":3},\"e\":4}");

        // When
        var changed = members.renamed("a", "z")
                .with("e", new RawJson("[ ]"))
                .with("f", "text")
                .without("nothing")
                .within("b", inner -> inner.without("d"))
                .within("nothing", inner -> inner.without("d"));

        // Then
        assertThat(text(changed)).isEqualTo("{\"z\":1,\"b\":{\"c\":2.50},\"e\":[ ],\"f\":\"text\"}");
        assertThat(text(members)).isEqualTo("{\"a\":1,\"b\":{\"c\" : 2.50 ,\"d\":3},\"e\":4}");
        assertThat(members.find("z")).isNull();
    }

    @Test
    void shouldNotOpenWhatIsNoObject() throws IOException {
        var members = of("{\"a\":[1]}");

        assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> members.within("a", inner -> inner));
    }
}
