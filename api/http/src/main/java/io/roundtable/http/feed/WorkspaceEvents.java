package io.roundtable.http.feed;

import static io.roundtable.persistence.query.BlocksOfWorkspace.first;
import static io.roundtable.persistence.query.BlocksOfWorkspace.last;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.log.EventPlaces;
import io.roundtable.http.log.EventReader;
import io.roundtable.http.log.EventReaders;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.log.LoggedEvent;
import io.roundtable.persistence.query.BlocksOfWorkspace;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Reads events of a workspace from the log, and of those of others no more than stand in the same blocks. */
@Singleton
final class WorkspaceEvents {

    /** Events that are read rather than asked for in the index. */
    private static final long FEW = 4L * BlocksOfWorkspace.SIZE;

    private final Index index;
    private final EventReaders readers;
    private final EventPlaces places;
    private final LogLayout layout;

    WorkspaceEvents(Index index, EventReaders readers, EventPlaces places, LogLayout layout) {
        this.index = index;
        this.readers = readers;
        this.places = places;
        this.layout = layout;
    }

    /** The blocks of the log that have events of a workspace. */
    interface Index {

        /** The sequence up to which all blocks are known. */
        long reflected(WorkspaceId workspace);

        /** Some of those between two, both inclusive; all where fewer than {@link BlocksOfWorkspace#MOST} come. */
        List<Long> between(WorkspaceId workspace, long from, long to, boolean descending);
    }

    /**
     * Whose events, and which.
     *
     * @param limit of their number, for one reading
     * @param maxBytes of all that are given, but for a single one that is larger
     */
    record Wish(WorkspaceId workspace, FeedFilter filter, int limit, long maxBytes) {

        boolean isFor(LoggedEvent event) {
            return event.isOf(workspace) && filter.matches(event);
        }
    }

    /**
     * What was found in one reading.
     *
     * @param at upwards: up to where, inclusive, all was looked at; downwards: down to where
     * @param bytes of the events
     */
    record Found(List<LoggedEvent> events, long at, long bytes) {

        private static Found of(Gathering gathered) {
            return new Found(List.copyOf(gathered.events()), gathered.at(), gathered.bytes());
        }
    }

    /** Whether the log can't have come to a sequence yet. */
    boolean isBeyondEnd(WorkspaceId workspace, long sequence, Duration patience) {
        return readers.lend(patience, reader -> places.isBeyond(reader, layout.partitionOf(workspace), sequence));
    }

    /**
     * Reads upwards; ends early where its bounds are reached.
     *
     * @param after the sequence behind which to begin
     * @param to the last sequence, which is committed
     */
    Found after(Wish wish, long after, long to, Duration patience) {
        var gathered = new Gathering(wish, after);
        if (to <= after) {
            return Found.of(gathered);
        }
        long known = Math.min(to, to - after <= FEW ? after : index.reflected(wish.workspace()));
        return readers.lend(patience, reader -> {
            if (known > after) {
                byBlocks(reader, wish.workspace(), known, gathered);
            }
            if (!gathered.isFull() && gathered.at() < to) {
                read(reader, wish.workspace(), gathered.at() + 1, to, gathered);
            }
            return Found.of(gathered);
        });
    }

    private void byBlocks(EventReader reader, WorkspaceId workspace, long to, Gathering gathered) {
        while (!gathered.isFull() && gathered.at() < to) {
            var blocks =
                    index.between(workspace, BlocksOfWorkspace.of(gathered.at() + 1), BlocksOfWorkspace.of(to), false);
            for (int i = 0; i < blocks.size() && !gathered.isFull(); i++) {
                long begin = Math.max(gathered.at() + 1, first(blocks.get(i)));
                while (i + 1 < blocks.size() && blocks.get(i + 1) == blocks.get(i) + 1) {
                    i++;
                }
                read(reader, workspace, begin, Math.min(to, last(blocks.get(i))), gathered);
            }
            if (!gathered.isFull() && blocks.size() < BlocksOfWorkspace.MOST) {
                gathered.passed(to);
            }
        }
    }

    private void read(EventReader reader, WorkspaceId workspace, long from, long to, Gathering gathered) {
        places.read(
                reader,
                layout.partitionOf(workspace),
                from,
                event -> event.sequence() <= to && gathered.take(event) && event.sequence() < to);
        if (!gathered.isFull()) {
            gathered.passed(to);
        }
    }

    /**
     * Reads downwards, the newest first; ends early where its bounds are reached.
     *
     * @param before the sequence before which to begin; not past what is in the tables
     */
    Found before(Wish wish, long before, Duration patience) {
        return readers.lend(patience, reader -> {
            var gathered = new Downwards(wish, before);
            var blocks = index.between(wish.workspace(), 0, BlocksOfWorkspace.of(before - 1), true);
            for (long block : blocks) {
                long to = Math.min(before - 1, last(block));
                if (!gathered.take(inBlock(reader, wish, block, to), first(block))) {
                    return gathered.found();
                }
            }
            return blocks.size() < BlocksOfWorkspace.MOST ? gathered.all() : gathered.found();
        });
    }

    /** Those that are wanted in a block, upwards: the last ones where they are more than a reading may give. */
    private Downwards.InBlock inBlock(EventReader reader, Wish wish, long block, long to) {
        var inBlock = new Downwards.InBlock(wish.maxBytes());
        places.read(reader, layout.partitionOf(wish.workspace()), first(block), event -> {
            if (event.sequence() <= to && wish.isFor(event)) {
                inBlock.add(event);
            }
            return event.sequence() < to;
        });
        return inBlock;
    }
}
