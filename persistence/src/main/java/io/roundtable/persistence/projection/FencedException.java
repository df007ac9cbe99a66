package io.roundtable.persistence.projection;

/**
 * A checkpoint isn't where this writer left it: another one has taken over the partition. Nothing was written. Whoever
 * still owns the partition opens the checkpoint again and goes on from there.
 */
public final class FencedException extends RuntimeException {

    public FencedException(Checkpoint from) {
        super("The checkpoint of %s, partition %d, is no longer at sequence %d (offset %d): another has moved it."
                        .formatted(from.projection(), from.partition(), from.sequence(), from.offset())
                + " Nothing was written; open the checkpoint again and go on from there.");
    }
}
