package io.roundtable.testkit;

/**
 * A Kafka broker and a PostgreSQL server for tests, whatever they run in. Both start when they are first asked for.
 *
 * <p>The system property {@code roundtable.stack} chooses: {@code embedded} (the default) or {@code containers}; the
 * latter takes its images from {@code roundtable.kafka.image} and {@code roundtable.postgres.image}.
 */
public interface TestStack extends AutoCloseable {
    /** Where Kafka clients connect, as {@code host:port}. */
    String bootstrapServers();

    /** A fresh, empty database on the server of this VM. */
    TestDatabase newDatabase();

    /** Stops what has been started; the shared stack ignores it and ends with the VM. */
    @Override
    void close();

    /** The stack that all tests of this VM share; its topics are seen by all of them. */
    static TestStack shared() {
        return SharedStack.INSTANCE;
    }

    /** A stack with a broker of its own, for tests whose topics must be empty; its databases are fresh in any case. */
    static TestStack isolated() {
        return new BrokerOfItsOwn(StackKind.configured());
    }
}
