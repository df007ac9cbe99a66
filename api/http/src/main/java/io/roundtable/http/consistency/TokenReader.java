package io.roundtable.http.consistency;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.FormerLog;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Reads tokens of this log, and those of logs that were restored into it; never waits. */
@Context
@Requires(bean = HttpSettings.class)
public final class TokenReader {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final LogLayout layout;
    private final KnownFormers known;

    @Inject
    TokenReader(LogLayout layout, Formers formers, BlockingWork work) {
        this(layout, formers, work.executor());
    }

    /** Asks for the logs that were restored, by {@code asking}. */
    public TokenReader(LogLayout layout, Formers formers, Executor asking) {
        this.layout = layout;
        this.known = new KnownFormers(formers, asking);
        known.refresh();
    }

    /** The logs that were restored into this one, as the database has them now. */
    @FunctionalInterface
    public interface Formers {
        List<FormerLog> all();
    }

    /**
     * What the token says of this log.
     *
     * @throws ProblemException {@code token_unknown} where it is none, {@code token_gone} where it is of a log whose
     *     events have other places here, or of events that weren't restored, {@code database_unavailable} where it may be of
     *     a log that was restored, and the database hasn't said yet which were
     */
    public ConsistencyToken read(String text) {
        String topic = text.substring(0, Math.max(0, text.indexOf(':')));
        FormerLog former =
                topic.equals(layout.eventsTopicId()) ? null : former(topic).orElse(null);
        if (former == null) {
            return ConsistencyToken.parse(text, layout);
        }
        if (former.renumbered()) {
            throw ProblemException.of(ProblemCode.TOKEN_GONE);
        }
        var token = ConsistencyToken.parse(layout.eventsTopicId() + text.substring(topic.length()), layout);
        token.sequences().forEach((partition, sequence) -> {
            if (!former.has(partition, sequence)) {
                throw ProblemException.of(ProblemCode.TOKEN_GONE);
            }
        });
        return token;
    }

    private Optional<FormerLog> former(String topic) {
        var all = known.all();
        Optional<FormerLog> found = all == null
                ? Optional.empty()
                : all.stream().filter(log -> log.topicId().equals(topic)).findFirst();
        if (found.isEmpty()) {
            known.refresh();
        }
        if (all == null) {
            throw ProblemException.later(
                    ProblemCode.DATABASE_UNAVAILABLE,
                    "Whether this consistency token is of a log that was restored isn't known yet.",
                    RETRY_AFTER_SECONDS);
        }
        return found;
    }
}
