package io.roundtable.runtime.command;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.Event;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Principal;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Deciders;
import io.roundtable.engine.Decision;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * What commands do to a store, without records and Kafka Streams around it: quick enough for hundreds of thousands. Its one clock is
 * the broker's and the timers' alike.
 */
final class DirectEngine implements AutoCloseable {

    /** Times that timers may speak at one time, one having caused another. */
    private static final int ROUNDS = 10_000;

    final KeyValueStore<Bytes, byte[]> store;
    private final Rules rules = Rules.of(new Deciders());
    private final MockProducer<byte[], byte[]> appended =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Timers timers;
    private final Forgetting forgetting;
    private Instant now = TestEngine.NOON;
    private long offset;
    private long sequence;

    DirectEngine(Path dir) {
        store = open(Stores.persistentKeyValueStore("rows"), dir);
        timers = new Timers(store, new TimerAppender(appended, TestEngine.CODEC, new Partitions(1), Clock.systemUTC()));
        forgetting = new Forgetting(store);
    }

    static KeyValueStore<Bytes, byte[]> open(KeyValueBytesStoreSupplier supplier, Path dir) {
        var store = Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        var context = new MockProcessorContext<Void, Void>(new Properties(), new TaskId(0, 0), dir.toFile());
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    DirectEngine after(Duration passed) {
        now = now.plus(passed);
        return this;
    }

    Instant now() {
        return now;
    }

    /** What a command comes to; nothing where it is refused. */
    List<Event> give(Principal by, Command command) {
        return give(null, new Asked<>(command, by, now, offset, null));
    }

    private List<Event> give(@Nullable CommandId id, Asked<Command> asked) {
        var rows = new StoreRows(store);
        List<Event> events = List.of();
        if (rules.decide(rows, asked) instanceof Decision.Accepted accepted) {
            events = accepted.events();
            events.forEach(event -> rules.evolve(rows, event, now, ++sequence));
            accepted.notes().forEach(note -> rules.note(rows, note));
        }
        rows.seal();
        rows.flush();
        new PartitionState(++offset, 0, now).write(store);
        if (id != null) {
            timers.decided(id);
        }
        return events;
    }

    /** Has timers speak until they have nothing more to say at this time. */
    List<Event> timers() {
        var events = new ArrayList<Event>();
        for (int i = 0; i < ROUNDS; i++) {
            timers.append(now);
            var spoken = List.copyOf(appended.history());
            appended.clear();
            if (spoken.isEmpty()) {
                return events;
            }
            spoken.forEach(entry -> {
                var envelope = TestEngine.CODEC.command(entry.headers(), entry.value());
                events.addAll(give(
                        envelope.commandId(), new Asked<>(envelope.command(), envelope.principal(), now, 1, null)));
            });
        }
        throw new AssertionError("timers speak again and again");
    }

    /** Has everything forgotten that may be. */
    int forget() {
        int forgotten = 0;
        int more;
        do {
            more = forgetting.forget(PartitionState.read(store).time());
            forgotten += more;
        } while (more > 0);
        return forgotten;
    }

    /** Every key of the store. */
    Set<String> keys() {
        var keys = new TreeSet<String>();
        try (var all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key.toString()));
        }
        return keys;
    }

    @Override
    public void close() {
        store.close();
        appended.close();
    }
}
