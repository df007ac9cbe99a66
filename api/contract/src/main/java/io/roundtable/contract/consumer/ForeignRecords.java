package io.roundtable.contract.consumer;

/** What becomes of records that the engine hasn't written. They are counted either way. */
public enum ForeignRecords {
    SKIP,
    HAND_OVER
}
