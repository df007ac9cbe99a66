package io.roundtable.persistence.audit;

import java.time.Instant;

/**
 * One partition's commands and what became of them.
 *
 * @param topics Kafka's ids of the topics that the marks are of
 * @param since when the first command was given that is accounted for, or when accounting began
 * @param at when it was counted
 */
public record Account(int partition, String topics, Marks marks, Totals totals, Instant since, Instant at) {

    /**
     * How far the logs are accounted for, by offsets.
     *
     * @param first of the first command that counts
     * @param next of the first command that isn't settled
     */
    public record Marks(long first, long next, Reading replies, Reading letters) {

        public Marks {
            if (first < 0 || next < first) {
                throw new IllegalArgumentException("No account goes from " + first + " to " + next);
            }
        }
    }

    /**
     * How far a topic of outcomes is read.
     *
     * @param from where to read on: none before it is of a command that isn't settled
     * @param seen what stands before it, and is of a settled command, is accounted for
     */
    public record Reading(long from, long seen) {

        public Reading {
            if (from < 0 || seen < from) {
                throw new IllegalArgumentException("Nothing is read from " + from + " and seen to " + seen);
            }
        }
    }

    /**
     * Commands.
     *
     * @param settled those that must have an outcome
     * @param deadLettered those that no rule could decide
     * @param faults outcomes that are missing, or are too many
     * @param inFlight those after them
     */
    public record Totals(long settled, long applied, long rejected, long deadLettered, long faults, long inFlight) {

        public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

        public long accepted() {
            return settled + inFlight;
        }

        public boolean isBalanced() {
            return faults == 0 && settled == applied + rejected + deadLettered;
        }

        public Totals and(Totals other) {
            return new Totals(
                    settled + other.settled,
                    applied + other.applied,
                    rejected + other.rejected,
                    deadLettered + other.deadLettered,
                    faults + other.faults,
                    inFlight + other.inFlight);
        }
    }
}
