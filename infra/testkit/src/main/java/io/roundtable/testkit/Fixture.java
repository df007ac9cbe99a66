package io.roundtable.testkit;

/** A running server. */
sealed interface Fixture extends AutoCloseable permits BrokerFixture, DatabaseFixture {
    /** Stops it and removes its data. */
    @Override
    void close();
}
