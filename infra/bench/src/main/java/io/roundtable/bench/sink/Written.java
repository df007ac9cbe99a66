package io.roundtable.bench.sink;

/**
 * What somebody has written.
 *
 * @param seconds that it took
 */
public record Written(long rows, double seconds) {
    public double rowsPerSecond() {
        return rows / seconds;
    }
}
