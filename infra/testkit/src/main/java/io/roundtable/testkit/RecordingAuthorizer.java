package io.roundtable.testkit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, and who has asked it for what. Public, since Kafka makes it, by its name. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    /** Tells the brokers of one VM apart. */
    static final String ID = "roundtable.test.authorizer";

    private static final Map<String, Set<Asked>> ASKED = new ConcurrentHashMap<>();

    private Set<Asked> asked = Set.of();

    /** @param allowed whether it was */
    public record Asked(String user, AclOperation operation, ResourceType type, String name, boolean allowed) {}

    static Set<Asked> asked(String id) {
        return Set.copyOf(ASKED.getOrDefault(id, Set.of()));
    }

    @Override
    public void configure(Map<String, ?> settings) {
        super.configure(settings);
        var id = Objects.requireNonNull(settings.get(ID)).toString();
        asked = ASKED.computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet());
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        var results = super.authorize(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            boolean allowed = results.get(i) == AuthorizationResult.ALLOWED;
            var action = actions.get(i);
            // what the broker asks to fill an answer, or to leave things out of it, no client has asked for
            if (allowed ? action.logIfAllowed() : action.logIfDenied()) {
                var resource = action.resourcePattern();
                asked.add(new Asked(
                        context.principal().getName(),
                        action.operation(),
                        resource.resourceType(),
                        resource.name(),
                        allowed));
            }
        }
        return results;
    }
}
