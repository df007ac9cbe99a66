package io.roundtable.testkit;

/** A running broker and the way to end it. */
record BrokerFixture(String bootstrapServers, Runnable stop) implements Fixture {
    @Override
    public void close() {
        stop.run();
    }
}
