package io.roundtable.persistence.audit;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that doesn't hold.
 *
 * @param commandOffset of the command that it is about
 * @param recordOffset of the reply or dead letter at fault; {@link #NONE} where there is none
 * @param commandId as the command, or else the outcome, has it
 */
public record AuditFault(
        int partition,
        Kind kind,
        long commandOffset,
        long recordOffset,
        @Nullable String commandId,
        Instant foundAt) {

    public static final long NONE = -1;

    /** What is wrong. */
    public enum Kind {
        /** The engine has passed a command, and there is neither a reply nor a dead letter. */
        UNANSWERED,
        /** One command has two outcomes. */
        ANSWERED_TWICE,
        /** An outcome of a command that there isn't. */
        NO_COMMAND,
        /** A command was refused as failed, and isn't among the dead letters. */
        NOT_KEPT,
        /** Commands up to this one left the log before they were accounted for. */
        NOT_AUDITED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
