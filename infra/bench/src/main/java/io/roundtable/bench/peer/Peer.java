package io.roundtable.bench.peer;

import java.util.function.Consumer;

/** A broker that confirms what it was given once it has it for good, and hands it on to a receiver that says that it has it. */
public interface Peer extends AutoCloseable {
    /** As the figures name it, with its version. */
    String name();

    /** From now on each message goes to the receiver, and is acknowledged after it. */
    void receive(Consumer<byte[]> receiver);

    /** Doesn't wait for the confirmation. For one thread. */
    void publish(byte[] body);

    /** @throws io.roundtable.bench.installation.BenchFailure where something published wasn't confirmed within 30 s */
    void awaitConfirmed();

    @Override
    void close();
}
