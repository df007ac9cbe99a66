package io.roundtable.http.message;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.SandboxId;
import io.roundtable.http.access.Caller;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.MessageFilter;
import io.roundtable.persistence.query.MessageView;
import org.jspecify.annotations.Nullable;

/**
 * Whose messages a caller is shown, and whom they speak for where a request doesn't say.
 *
 * @param only a sandbox that has come by its own key: it sees what it has sent or was sent. Null for members, who see all
 */
record Sight(@Nullable SandboxId only) {

    static Sight of(HttpRequest<?> request) {
        return new Sight(Caller.of(request).onlySandbox());
    }

    boolean shows(MessageView message) {
        return only == null || only.equals(message.to()) || only.equals(message.from());
    }

    /** The same of what was said, whoever was told. */
    boolean shows(MessageEvent said) {
        return only == null
                || only.equals(said.fromSandboxId())
                || switch (said) {
                    case MessageEvent.MessageSent sent -> only.equals(sent.toSandboxId());
                    case MessageEvent.MessageBroadcast broadcast ->
                        broadcast.copies().stream().anyMatch(copy -> only.equals(copy.toSandboxId()));
                };
    }

    /** @throws ProblemException 403 where a sandbox asks for what concerns another */
    MessageFilter narrowed(MessageFilter filter) {
        if (only == null) {
            return filter;
        }
        if (filter.either() != null && !filter.either().equals(only)) {
            throw ProblemException.of(
                    ProblemCode.FORBIDDEN, "A sandbox's key shows what that sandbox has sent or was sent alone.");
        }
        return filter.concerning(only);
    }

    /** Who speaks. Whether they may speak for whom they name is decided with the command. */
    @Nullable
    SandboxId speaker(@Nullable SandboxId named) {
        return named == null ? only : named;
    }
}
