package io.roundtable.app.importing;

/**
 * Why a conversation couldn't be imported to its end.
 *
 * @param seq the message at which it stopped
 * @param code a problem's code, {@code conflict} where the workspace holds something else, or {@code unreachable}
 */
record Trouble(String event, String conversation, int seq, String code, String detail) {
    static Trouble at(ImportLine line, String code, String detail) {
        return new Trouble("refused", line.conversation(), line.seq(), code, detail);
    }

    String line() {
        return "conversation '%s' stopped at seq %d: %s".formatted(conversation, seq, detail);
    }
}
