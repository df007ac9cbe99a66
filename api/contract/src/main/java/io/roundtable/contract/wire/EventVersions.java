package io.roundtable.contract.wire;

import io.roundtable.contract.Event;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which types and versions of events can be read, and how those of old versions become today's: the one place that
 * knows old shapes. The log is kept for ever, so no version is ever taken out of it again.
 *
 * <p>An event gets a new version where its old bytes wouldn't be read, or would mean something else. Then today's record
 * goes by the new name in {@link RecordTypes}, and what its predecessor was goes here, as an {@link Upcaster} from each
 * version to the next. A field that may be missing needs no new version.
 */
final class EventVersions {

    /** Of production: every event is of its first version yet. */
    static final EventVersions TODAY = new EventVersions(RecordTypes.events(), List.of());

    private final Map<String, Class<? extends Event>> records;
    private final Map<String, Upcaster> upcasters;

    /**
     * @param today what is written, by type
     * @throws IllegalArgumentException where a step is missing on the way to today, is there twice, or leads nowhere
     */
    EventVersions(Map<String, Class<? extends Event>> today, List<Upcaster> upcasters) {
        this.records = new HashMap<>(today);
        this.upcasters = new HashMap<>();
        for (Upcaster upcaster : upcasters) {
            if (this.upcasters.put(upcaster.from().toString(), upcaster) != null) {
                throw new IllegalArgumentException("there are two ways on from " + upcaster.from());
            }
        }
        var pending = new TreeSet<>(this.upcasters.keySet());
        today.forEach((type, record) -> reach(TypeVersion.of(type), record, pending));
        if (!pending.isEmpty()) {
            throw new IllegalArgumentException("these lead to no event that is written today: " + pending);
        }
    }

    /** From the first version on, one step after the other. */
    private void reach(TypeVersion today, Class<? extends Event> record, Set<String> pending) {
        for (var at = new TypeVersion(today.name(), 1); at.version() < today.version(); at = at.next()) {
            if (!pending.remove(at.toString())) {
                throw new IllegalArgumentException("nothing leads from " + at + " to " + at.next());
            }
            records.put(at.toString(), record);
        }
    }

    /** Every type and version that there has ever been. */
    Set<String> all() {
        return Set.copyOf(records.keySet());
    }

    /** Today's record for events of that type; null where there has never been such a type. */
    @Nullable
    Class<? extends Event> record(String type) {
        return records.get(type);
    }

    /**
     * A value as it would be written today; the same bytes where it is of today's version.
     *
     * @throws MalformedRecord where it is of an old version and no JSON object
     */
    byte @Nullable [] today(String type, byte @Nullable [] value) {
        Upcaster first = upcasters.get(type);
        if (first == null || value == null) {
            return value;
        }
        try {
            var members = Members.of(value);
            for (var step = first;
                    step != null;
                    step = upcasters.get(step.from().next().toString())) {
                members = Objects.requireNonNull(step.change().apply(members));
            }
            return members.bytes();
        } catch (IOException e) {
            throw new MalformedRecord(
                    "the value is no object: " + JsonFaults.invalid(e).getMessage(), e);
        }
    }
}
