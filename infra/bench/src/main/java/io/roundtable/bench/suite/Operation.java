package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Installation;

/** What somebody asks of the product, and whose CPU time that takes before the answer. */
enum Operation {
    SEND("send", 201, "API, engine and broker"),
    RECEIVE("receive one", 200, "API, engine, broker and PostgreSQL"),
    READ("read by id", 200, "API and PostgreSQL"),
    LIST("list of 20", 200, "API and PostgreSQL");

    private final String text;
    private final int status;
    private final String stages;

    Operation(String text, int status, String stages) {
        this.text = text;
        this.status = status;
        this.stages = stages;
    }

    /** As figures name it. */
    String text() {
        return text;
    }

    /** Of its answer. */
    int status() {
        return status;
    }

    /** Whose CPU time counts, as figures name it. */
    String stages() {
        return stages;
    }

    /** So far; API and engine have to run. */
    double cpuSeconds(Installation installation) {
        double api = installation.role("api").process().cpuSeconds();
        return switch (this) {
            case SEND -> api + deciding(installation);
            case RECEIVE -> api + deciding(installation) + installation.stack().databaseCpuSeconds();
            case READ, LIST -> api + installation.stack().databaseCpuSeconds();
        };
    }

    private static double deciding(Installation installation) {
        return installation.role("engine").process().cpuSeconds()
                + installation.stack().brokerCpuSeconds();
    }
}
