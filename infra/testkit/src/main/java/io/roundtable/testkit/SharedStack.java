package io.roundtable.testkit;

/** One broker and one database server for all tests of this VM, stopped when it ends. */
final class SharedStack implements TestStack {
    static final SharedStack INSTANCE = new SharedStack(StackKind.configured());

    private final Lazy<BrokerFixture> broker;
    private final Lazy<DatabaseFixture> databaseServer;

    private SharedStack(StackKind kind) {
        broker = new Lazy<>(() -> stoppedWithTheVm(kind.newBroker()));
        databaseServer = new Lazy<>(() -> stoppedWithTheVm(kind.newDatabaseServer()));
    }

    /** Hooks run side by side, so that the two servers take no longer to stop than one. */
    private static <T extends Fixture> T stoppedWithTheVm(T fixture) {
        Runtime.getRuntime().addShutdownHook(new Thread(fixture::close, "test-stack-stop"));
        return fixture;
    }

    @Override
    public String bootstrapServers() {
        return broker.get().bootstrapServers();
    }

    @Override
    public TestDatabase newDatabase() {
        return databaseServer.get().fresh().get();
    }

    @Override
    public void close() {
        // Others still use it.
    }
}
