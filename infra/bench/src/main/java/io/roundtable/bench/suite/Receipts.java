package io.roundtable.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.bench.load.Latencies;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/** When numbered messages were meant to be sent, and how long it took until somebody had them. For many threads. */
final class Receipts {
    /** The member of a message's content that holds its number, as sixteen hexadecimal digits. */
    static final String NUMBER = "n";

    private final int perRound;
    private final AtomicLongArray meant;
    private final Latencies[] latencies;

    /** Numbers go on from round to round, from 0 to below {@code perRound * rounds}. */
    Receipts(int perRound, int rounds) {
        this.perRound = perRound;
        this.meant = new AtomicLongArray(perRound * rounds);
        this.latencies = Stream.generate(Latencies::new).limit(rounds).toArray(Latencies[]::new);
    }

    int perRound() {
        return perRound;
    }

    void meant(long number, long nanos) {
        meant.set((int) number, nanos);
    }

    /** A message as the product hands it over; a second time it counts nothing. */
    void received(JsonNode message) {
        received(Integer.parseInt(message.path("content").path(NUMBER).asText(), 16), System.nanoTime());
    }

    void received(int number, long nanos) {
        long sent = meant.getAndSet(number, 0);
        if (sent != 0) {
            var round = latencies[number / perRound];
            synchronized (round) {
                round.record(nanos - sent);
            }
        }
    }

    boolean isComplete(int round) {
        synchronized (latencies[round]) {
            return latencies[round].count() == perRound;
        }
    }

    /** To be asked when it is complete. */
    Latencies round(int round) {
        return latencies[round];
    }
}
