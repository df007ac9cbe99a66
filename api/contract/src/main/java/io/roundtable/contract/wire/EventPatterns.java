package io.roundtable.contract.wire;

import io.roundtable.contract.Event;
import io.roundtable.contract.SubscriptionEvent;
import java.util.List;
import java.util.function.Predicate;

/**
 * Types of events as subscriptions name them: one, or all that begin alike with {@code *} at the end. What all begin
 * with, {@code io.roundtable.}, may be left out.
 */
public final class EventPatterns {

    /** Patterns of a subscription. */
    public static final int MOST = 50;

    private static final String COMMON = "io.roundtable.";
    /** What begins so is nobody's to subscribe to. */
    private static final String OWN = COMMON + "subscription.";

    private static final String REST = "*";

    private EventPatterns() {}

    /** Whether there is an event that a pattern can mean. */
    public static boolean isKnown(String pattern) {
        return RecordTypes.events().entrySet().stream()
                .anyMatch(known -> !SubscriptionEvent.class.isAssignableFrom(known.getValue())
                        && matches(pattern, known.getKey()));
    }

    /** Whether an event is wanted. One of a subscription's own never is: its delivery would be another. */
    public static boolean match(List<String> patterns, Event event) {
        if (event instanceof SubscriptionEvent) {
            return false;
        }
        String type = RecordTypes.of(event);
        return patterns.stream().anyMatch(pattern -> matches(pattern, type));
    }

    /** Whether a {@code ce_type} is one of a wanted event. */
    public static Predicate<String> of(List<String> patterns) {
        var wanted = List.copyOf(patterns);
        return type -> !type.startsWith(OWN) && wanted.stream().anyMatch(pattern -> matches(pattern, type));
    }

    private static boolean matches(String pattern, String type) {
        String whole = pattern.startsWith(COMMON) || pattern.equals(REST) ? pattern : COMMON + pattern;
        return whole.endsWith(REST)
                ? type.startsWith(whole.substring(0, whole.length() - REST.length()))
                : type.equals(whole);
    }
}
