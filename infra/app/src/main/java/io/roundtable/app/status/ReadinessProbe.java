package io.roundtable.app.status;

import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ApiRequest;
import java.util.Set;

/** Asks a node how it is. */
public final class ReadinessProbe {
    private static final Set<Integer> ANSWERS = Set.of(200, 503);

    private ReadinessProbe() {}

    /** @throws UserError where nobody answers, or somebody else does */
    public static Readiness ask(ApiClient client) {
        var response = client.send(ApiRequest.get("/health/readiness"));
        if (!ANSWERS.contains(response.status())) {
            throw new UserError("%s answers %d to /health/readiness: is it a Roundtable server?"
                    .formatted(client.server(), response.status()));
        }
        return response.as(Readiness.class);
    }
}
