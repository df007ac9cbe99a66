package io.roundtable.testkit;

/** What the servers of a test run in. */
enum StackKind {
    EMBEDDED {
        @Override
        BrokerFixture newBroker() {
            return EmbeddedFixtures.broker();
        }

        @Override
        DatabaseFixture newDatabaseServer() {
            return EmbeddedFixtures.databaseServer();
        }
    },
    CONTAINERS {
        @Override
        BrokerFixture newBroker() {
            return ContainerFixtures.broker();
        }

        @Override
        DatabaseFixture newDatabaseServer() {
            return ContainerFixtures.databaseServer();
        }
    };

    abstract BrokerFixture newBroker();

    abstract DatabaseFixture newDatabaseServer();

    static StackKind configured() {
        var name = System.getProperty("roundtable.stack", "embedded");
        return switch (name) {
            case "embedded" -> EMBEDDED;
            case "containers" -> CONTAINERS;
            default ->
                throw new IllegalArgumentException("roundtable.stack must be embedded or containers but was " + name);
        };
    }
}
