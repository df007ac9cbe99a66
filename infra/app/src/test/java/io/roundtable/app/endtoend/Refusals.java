package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Ask;

/** What every refusal of a bad request has, and what it hasn't done. */
final class Refusals {
    private Refusals() {}

    /** The answer, which must be that refusal, once the log is seen to hold nothing of it. */
    static Answer refused(Log log, Ask ask, int status, String code) {
        var before = log.mark();
        var answer = ask.answer();
        assertThat(answer.status()).as("%s: %s", ask, answer).isEqualTo(status);
        assertThat(answer.code()).as("%s: %s", ask, answer).isEqualTo(code);
        assertThat(answer.get("status")).isEqualTo(Integer.toString(status));
        assertThat(answer.mustHave("Request-Id")).isNotBlank();
        assertThat(answer.text()).doesNotContain("java.", "io.roundtable", "Exception");
        assertThat(log.since(before, Topics.COMMANDS)).noneMatch(entry -> entry.isGivenBySomebody());
        return answer;
    }
}
