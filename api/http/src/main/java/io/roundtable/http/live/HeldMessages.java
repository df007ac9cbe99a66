package io.roundtable.http.live;

import com.github.benmanes.caffeine.cache.Cache;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.annotation.Order;
import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageExpired;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.Caches;
import io.roundtable.persistence.query.MessageView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The newest messages as the events tell of them, so that who leases one needn't wait for the tables. What isn't here
 * any more, or never was, is read from there.
 */
@Singleton
@Order(-100)
public final class HeldMessages implements EventListener {

    /** Of the heap, for content; and what a message takes besides. */
    private static final int SHARE_OF_HEAP = 16;

    private static final int OVERHEAD_BYTES = 1_024;

    private final Cache<Key, Held> held;

    @Inject
    HeldMessages(MeterRegistry registry) {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        registry.gauge("roundtable.http.held.messages", held, Cache::estimatedSize);
    }

    HeldMessages(long bytes) {
        held = Caches.builder()
                .maximumWeight(bytes)
                .weigher((Key _, Held message) -> message.bytes())
                .build();
    }

    private record Key(WorkspaceId workspace, MessageId message) {}

    /** @param bytes of the heap, its share where several have the same content */
    private record Held(MessageView view, int bytes) {}

    /** As it is after the event that the tail has come to; null where it isn't at hand. */
    public @Nullable MessageView find(WorkspaceId workspace, MessageId message) {
        Held found = held.getIfPresent(new Key(workspace, message));
        return found == null ? null : found.view();
    }

    @Override
    public void onEvent(EventEnvelope event, int partition) {
        switch (event.event()) {
            case MessageEvent said -> {
                var views = Course.begin(said, event, partition);
                int bytes = OVERHEAD_BYTES + said.utterance().content().bytes() / views.size();
                views.forEach(view -> held.put(new Key(view.workspaceId(), view.messageId()), new Held(view, bytes)));
            }
            case DeliveryEvent step -> move(step, event);
            default -> {
                // not about messages
            }
        }
    }

    private void move(DeliveryEvent step, EventEnvelope event) {
        var key = new Key(step.workspaceId(), step.messageId());
        switch (step) {
            case MessageAcknowledged _, MessageExpired _, MessageDeadLettered _, DeadLetterDiscarded _ ->
                held.invalidate(key);
            default ->
                held.asMap()
                        .computeIfPresent(
                                key,
                                (_, before) ->
                                        new Held(Course.after(before.view(), step, event.time()), before.bytes()));
        }
    }

    @Override
    public void onUnreadable(int partition) {
        onGap(partition);
    }

    @Override
    public void onGap(int partition) {
        held.asMap().values().removeIf(message -> message.view().stamp().partition() == partition);
    }
}
