package io.roundtable.bench;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.suite.Plan;
import io.roundtable.bench.suite.Suite;
import java.io.IOException;
import java.util.List;

/** Where suites are run. */
interface Stage extends AutoCloseable {
    /**
     * Runs one.
     *
     * @throws Exception where it could not measure; data and logs of it are kept
     */
    List<Figure> measure(Suite suite, Plan plan) throws Exception;

    @Override
    void close() throws IOException;
}
