package io.roundtable.app.topics;

import io.roundtable.app.UserError;
import java.util.List;
import java.util.stream.Collectors;

/** What was found, or done, topic by topic. */
public record TopicReport(List<TopicFinding> findings) {
    public TopicReport {
        findings = List.copyOf(findings);
    }

    /** Whether all topics are now as they should be. */
    public boolean isGood() {
        return findings.stream().allMatch(TopicFinding::isGood);
    }

    /** @throws UserError with everything that is wrong, where something is */
    public TopicReport requireGood() {
        if (!isGood()) {
            throw new UserError(findings.stream()
                    .filter(f -> !f.isGood())
                    .map(f -> f.topic() + ": " + f.detail())
                    .collect(Collectors.joining("; ")));
        }
        return this;
    }
}
