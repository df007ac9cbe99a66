package io.roundtable.runtime.command;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The trace that a command belongs to, in the engine's log. */
final class Traces {

    /** Of {@code 00-<32 hexadecimal digits>-…}. */
    private static final int START = 3;

    private static final int END = 35;

    private Traces() {}

    /** Null where the command belongs to none. */
    static MDC.@Nullable MDCCloseable put(@Nullable String traceparent) {
        return traceparent == null || traceparent.length() < END
                ? null
                : MDC.putCloseable("trace_id", traceparent.substring(START, END));
    }
}
