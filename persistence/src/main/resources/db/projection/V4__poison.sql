-- From the dead letters, with a checkpoint of its own; no part of the fold of the events. What operators have decided
-- about these records is in the schema identity: it isn't on the log, and has to outlive this version.
CREATE TABLE poison_record (
    dead_letter_id text COLLATE "C" NOT NULL,
    topic          text COLLATE "C" NOT NULL,
    partition      integer          NOT NULL,
    log_offset     bigint           NOT NULL,
    reason         text             NOT NULL,
    record_key     bytea,
    record_value   bytea,
    headers        json             NOT NULL,
    cut            text,
    at             timestamptz      NOT NULL,
    PRIMARY KEY (dead_letter_id)
);

COMMENT ON COLUMN poison_record.log_offset IS 'Where it stood on its topic';
COMMENT ON COLUMN poison_record.headers IS 'An array of objects with name and value_base64';
COMMENT ON COLUMN poison_record.cut IS 'The sizes that it had, where it was too large to be kept whole';

CREATE UNIQUE INDEX poison_record_in_order ON poison_record (at, dead_letter_id);
