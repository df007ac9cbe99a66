package io.roundtable.contract.workspace;

import io.roundtable.contract.Check;
import io.roundtable.contract.message.MessageType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What agents of a workspace may say to each other.
 *
 * @param allowBroadcast whether broadcasts are accepted, by default true
 * @param allowedMessageTypes what may be sent, by default all
 * @param maxHops longest chain of answers to answers, 1 to 1,000,000, by default 1,000
 */
public record CollaborationPolicy(
        @Nullable Boolean allowBroadcast,
        @Nullable List<MessageType> allowedMessageTypes,
        @Nullable Integer maxHops) {

    /** Everything allowed, and chains of answers as long as they are by default. */
    public static final CollaborationPolicy OPEN = new CollaborationPolicy(null, null, null);

    private static final int DEFAULT_MAX_HOPS = 1_000;

    public CollaborationPolicy {
        new Check()
                .size("allowed_message_types", allowedMessageTypes, 1, MessageType.values().length)
                .range("max_hops", maxHops, 1, 1_000_000)
                .done();
        allowedMessageTypes = allowedMessageTypes == null ? null : List.copyOf(allowedMessageTypes);
    }

    public boolean allows(MessageType type) {
        return allowedMessageTypes == null || allowedMessageTypes.contains(type);
    }

    public boolean allowsBroadcast() {
        return !Boolean.FALSE.equals(allowBroadcast);
    }

    /** The longest chain of answers to answers. */
    public int hopLimit() {
        return maxHops == null ? DEFAULT_MAX_HOPS : maxHops;
    }
}
