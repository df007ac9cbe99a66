package io.roundtable.runtime.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Fates that were read, of commands that aren't settled yet. The engine writes them in the order of the commands, so that
 * a bounded number of them is enough to find those of the next commands.
 */
final class Fates {

    /** Several times as many as commands are settled in one go. */
    static final int MAX = 20_000;

    private final NavigableMap<Long, List<Fate>> byCommand = new TreeMap<>();
    private int size;

    void add(Fate fate) {
        byCommand.computeIfAbsent(fate.commandOffset(), _ -> new ArrayList<>(1)).add(fate);
        size++;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= MAX;
    }

    /** Those of one command. */
    List<Fate> take(long commandOffset) {
        List<Fate> found = byCommand.remove(commandOffset);
        if (found == null) {
            return List.of();
        }
        size -= found.size();
        return found;
    }

    /** Those of commands before one, which nobody has taken. */
    List<Fate> takeBefore(long commandOffset) {
        return take(byCommand.headMap(commandOffset, false));
    }

    /** Those of commands from one on. */
    List<Fate> takeFrom(long commandOffset) {
        return take(byCommand.tailMap(commandOffset, true));
    }

    private List<Fate> take(NavigableMap<Long, List<Fate>> part) {
        List<Fate> found = part.values().stream().flatMap(List::stream).toList();
        size -= found.size();
        part.clear();
        return found;
    }

    /** Where the first of them was read; {@code otherwise} where there are none. */
    long firstRecord(long otherwise) {
        return byCommand.values().stream()
                .flatMap(List::stream)
                .map(Fate::recordOffset)
                .min(Comparator.naturalOrder())
                .orElse(otherwise);
    }
}
