package io.roundtable.http.consistency;

import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.FormerLog;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads tokens of this log, and those of logs that were restored into it. */
@Singleton
public final class TokenReader {

    /** Logs are restored seldom, and tokens that somebody has made up may come often. */
    private static final long ASKED_NANOS = Duration.ofSeconds(10).toNanos();

    private final LogLayout layout;
    private final Formers formers;
    private List<FormerLog> known = List.of();
    private long askedNanos = System.nanoTime() - ASKED_NANOS;

    TokenReader(LogLayout layout, Formers formers) {
        this.layout = layout;
        this.formers = formers;
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
     *     events have other places here, or of events that weren't restored
     */
    ConsistencyToken read(String text) {
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

    private synchronized Optional<FormerLog> former(String topic) {
        Optional<FormerLog> found = find(topic);
        if (found.isEmpty() && System.nanoTime() - askedNanos >= ASKED_NANOS) {
            known = formers.all();
            askedNanos = System.nanoTime();
            found = find(topic);
        }
        return found;
    }

    private Optional<FormerLog> find(String topic) {
        return known.stream().filter(log -> log.topicId().equals(topic)).findFirst();
    }
}
