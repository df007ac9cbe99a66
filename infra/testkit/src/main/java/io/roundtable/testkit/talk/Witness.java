package io.roundtable.testkit.talk;

/** Who sees what a node answers, whoever has asked it. */
@FunctionalInterface
public interface Witness {

    /**
     * Of one answer, before whoever asked has it.
     *
     * @param path with its query, as it was asked
     * @throws AssertionError where the answer isn't as it has to be, whatever was asked
     */
    void saw(String method, String path, Answer answer);
}
