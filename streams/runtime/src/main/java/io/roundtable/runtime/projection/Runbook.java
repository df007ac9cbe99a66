package io.roundtable.runtime.projection;

/** Pages that tell a person what to do, as messages name them. */
public final class Runbook {

    /** For a log, or tables, that aren't what they have to be. */
    public static final String STOPPED = "infra/docs/runbooks/projection-stopped.md";

    private Runbook() {}

    /** A reason, with where it says what to do. */
    public static String see(String reason) {
        return reason + (reason.endsWith(".") ? " See " : "; see ") + STOPPED;
    }
}
