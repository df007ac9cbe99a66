package io.roundtable.http.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.live.RecordListener;
import io.roundtable.http.log.EventPlaces;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.log.LoggedEvent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The feeds that somebody follows at this node, as its tail of the events tells them. */
@Singleton
final class LiveFeeds implements RecordListener {

    /** Of the heap, for events that feeds hold. */
    private static final int SHARE_OF_HEAP = 32;

    /** So often a place in the log is noted for whoever reads old events. */
    private static final int NOTED = 256;

    private final LogLayout layout;
    private final EventPlaces places;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final List<Partition> partitions;

    @Inject
    LiveFeeds(LogLayout layout, EventPlaces places, MeterRegistry registry) {
        this(layout, places, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        registry.gauge("roundtable.http.feed.bytes", bytes);
    }

    LiveFeeds(LogLayout layout, EventPlaces places, long maxBytes) {
        this.layout = layout;
        this.places = places;
        this.maxBytes = maxBytes;
        this.partitions = IntStream.range(0, layout.partitions().count())
                .mapToObj(_ -> new Partition())
                .toList();
    }

    /** Guarded by itself: whoever begins to follow must miss nothing that comes at that moment. */
    private static final class Partition {

        private final Map<String, LiveFeed> feeds = new HashMap<>();
        private long heard;
    }

    /** How far this node has heard of the workspace's partition; 0 where nothing came yet. */
    long heard(WorkspaceId workspace) {
        var partition = partition(workspace);
        synchronized (partition) {
            return partition.heard;
        }
    }

    /** What all feeds hold together. */
    long heldBytes() {
        return bytes.get();
    }

    /** @param known a sequence that there surely is, though this node may not have heard of it yet */
    LiveFeed join(WorkspaceId workspace, long known, Runnable follower) {
        var partition = partition(workspace);
        synchronized (partition) {
            var feed = partition.feeds.computeIfAbsent(
                    workspace.value(), _ -> new LiveFeed(partition.heard, bytes, maxBytes));
            if (partition.heard < known) {
                feed.raise(known);
            }
            feed.join(follower);
            return feed;
        }
    }

    void leave(WorkspaceId workspace, Runnable follower) {
        var partition = partition(workspace);
        synchronized (partition) {
            partition.feeds.computeIfPresent(workspace.value(), (_, feed) -> {
                if (!feed.leave(follower)) {
                    return feed;
                }
                feed.restart(0);
                return null;
            });
        }
    }

    /** Where something was passed over, feeds begin anew behind it. */
    @Override
    public void onRecord(LoggedEvent event) {
        var partition = partitions.get(event.entry().partition());
        synchronized (partition) {
            if (event.sequence() <= partition.heard) {
                return;
            }
            if (event.sequence() != partition.heard + 1) {
                partition.feeds.values().forEach(feed -> feed.restart(event.sequence() - 1));
            }
            partition.heard = event.sequence();
            var feed = partition.feeds.get(event.key());
            if (feed != null) {
                feed.add(event);
            }
        }
        if (event.sequence() % NOTED == 0) {
            places.note(event.entry().partition(), event);
        }
    }

    private Partition partition(WorkspaceId workspace) {
        return partitions.get(layout.partitionOf(workspace));
    }
}
