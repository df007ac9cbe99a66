package io.roundtable.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests over connections that stay open, from one thread that takes as little of the machine as it can: what is
 * measured runs on the same cores.
 */
public final class HttpLoad {
    /** After the last request; longer than the product lets anybody wait. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);

    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final int ODD_CHARACTERS = 400;

    private final Pace pace;
    private final Requests requests;
    private final ArrayDeque<Wire> idle = new ArrayDeque<>();
    private final Latencies latencies = new Latencies();
    private final SortedMap<Integer, Long> statuses = new TreeMap<>();
    private final PerSecond perSecond = new PerSecond();
    private long begin;
    private int busy;
    private long sent;
    private String odd = "";

    private HttpLoad(Pace pace, Requests requests) {
        this.pace = pace;
        this.requests = requests;
    }

    /**
     * @param port on this machine
     * @param connections opened before the time begins
     * @param time in which requests go out; answers are waited for up to 40 s longer
     * @throws IOException where a connection breaks
     */
    public static Answered run(int port, int connections, Duration time, Pace pace, Requests requests)
            throws IOException {
        return new HttpLoad(pace, requests)
                .run(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), connections, time);
    }

    private Answered run(InetSocketAddress to, int connections, Duration time) throws IOException {
        var wires = new ArrayList<Wire>();
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                wires.add(Wire.connect(to, selector));
            }
            idle.addAll(wires);
            return run(selector, time);
        } finally {
            for (var wire : wires) {
                wire.close();
            }
        }
    }

    private Answered run(Selector selector, Duration time) throws IOException {
        begin = System.nanoTime();
        long end = begin + time.toNanos();
        long count = pace.count(time);
        long last = begin;
        while (true) {
            long now = System.nanoTime();
            boolean isSending = pace instanceof Pace.Steady ? sent < count : now < end;
            if (isSending) {
                sendDue(count);
            }
            if ((busy == 0 && !isSending) || now > end + PATIENCE_NANOS) {
                double seconds = (last - begin) / 1e9;
                return new Answered(
                        latencies, statuses, seconds, perSecond.whole(seconds), new Answered.Rest(busy, odd));
            }
            if (takeAnswers(selector)) {
                last = System.nanoTime();
            }
        }
    }

    private void sendDue(long count) throws IOException {
        while (!idle.isEmpty() && sent < count) {
            long now = System.nanoTime();
            long due = pace instanceof Pace.Steady ? begin + pace.dueNanos(sent) : now;
            if (due > now) {
                return;
            }
            idle.remove().send(requests.bytes(sent, due), due);
            sent++;
            busy++;
        }
    }

    private boolean takeAnswers(Selector selector) throws IOException {
        // A selector sleeps for whole milliseconds, which is too coarse where requests have their times.
        int ready = pace instanceof Pace.Steady ? selector.selectNow() : selector.select(5);
        if (ready == 0) {
            LockSupport.parkNanos(NAP_NANOS);
            return false;
        }
        boolean any = false;
        for (var key : selector.selectedKeys()) {
            var wire = (Wire) key.attachment();
            if (wire.advance()) {
                take(wire);
                any = true;
            }
        }
        selector.selectedKeys().clear();
        return any;
    }

    private void take(Wire wire) {
        long now = System.nanoTime();
        latencies.record(now - wire.meantNanos());
        perSecond.count(now - begin);
        int status = wire.status();
        statuses.merge(status, 1L, Long::sum);
        if (odd.isEmpty() && status >= 300) {
            var text = new String(wire.answer(), StandardCharsets.UTF_8);
            odd = text.substring(0, Math.min(text.length(), ODD_CHARACTERS));
        }
        busy--;
        idle.add(wire);
    }
}
