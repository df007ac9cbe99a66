-- What operators have decided about records that could not be handled. The records are in the projection.
CREATE TABLE poison_decisions (
    dead_letter_id     text        PRIMARY KEY CHECK (dead_letter_id ~ '^dl_[0-9a-z]{10,32}$'),
    status             text        NOT NULL CHECK (status IN ('redriving', 'redriven', 'discarded')),
    reason             text        CHECK (length(reason) BETWEEN 1 AND 1000),
    decided_by         text        NOT NULL,
    decided_at         timestamptz NOT NULL,
    redriven_partition integer,
    redriven_offset    bigint
);

COMMENT ON COLUMN poison_decisions.status IS
    'redriving: its bytes are being appended; where it stays so, it isn''t known whether they were';
COMMENT ON COLUMN poison_decisions.redriven_offset IS 'Where its bytes stand now';
