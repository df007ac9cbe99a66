package io.roundtable.testkit;

/** A broker of its own beside the shared database server. */
final class BrokerOfItsOwn implements TestStack {
    private final Lazy<BrokerFixture> broker;

    BrokerOfItsOwn(StackKind kind) {
        broker = new Lazy<>(kind::newBroker);
    }

    @Override
    public String bootstrapServers() {
        return broker.get().bootstrapServers();
    }

    @Override
    public TestDatabase newDatabase() {
        return TestStack.shared().newDatabase();
    }

    @Override
    public void close() {
        broker.close();
    }
}
