package io.roundtable.testkit;

import java.util.function.Supplier;

/** A running database server, what makes a fresh database on it, and the way to end it. */
record DatabaseFixture(Supplier<TestDatabase> fresh, Runnable stop) implements Fixture {
    @Override
    public void close() {
        stop.run();
    }
}
