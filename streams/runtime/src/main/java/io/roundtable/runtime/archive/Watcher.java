package io.roundtable.runtime.archive;

/** Is told how far the work is; often, so it should be quick. */
@FunctionalInterface
public interface Watcher {

    /**
     * The work has come so far.
     *
     * @param step what is being done, in a word
     * @param done of {@code total} records
     */
    void at(String step, long done, long total);
}
