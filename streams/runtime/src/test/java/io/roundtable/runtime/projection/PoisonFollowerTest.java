package io.roundtable.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordTypes;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else has put among the dead letters is kept once more; what is ours must not be. */
final class PoisonFollowerTest {

    private final PoisonFollower follower = new PoisonFollower(DSL.using(SQLDialect.POSTGRES), "topic");

    @ParameterizedTest
    @ValueSource(strings = {RecordTypes.BURIED, RecordTypes.UNDELIVERED})
    void shouldKnowALetterOfWhatWasGivenUpAsOurs(String type) {
        var headers = new RecordHeaders();
        CloudEventHeaders.of(headers).put(CloudEventHeaders.TYPE, type);

        assertThat(follower.isOurs(headers)).isTrue();
    }

    @Test
    void shouldTakeWhatNamesNoTypeOfOursForForeign() {
        var headers = new RecordHeaders();
        CloudEventHeaders.of(headers).put(CloudEventHeaders.TYPE, "com.example.letter.v1");

        assertThat(follower.isOurs(headers)).isFalse();
        assertThat(follower.isOurs(new RecordHeaders())).isFalse();
    }
}
