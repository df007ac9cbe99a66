package io.roundtable.bench.load;

/** What is asked. */
@FunctionalInterface
public interface Requests {
    /**
     * The bytes of the n-th request, from 0 on.
     *
     * @param meantNanos when it was meant to go out, by {@link System#nanoTime()}
     */
    byte[] bytes(long n, long meantNanos);
}
