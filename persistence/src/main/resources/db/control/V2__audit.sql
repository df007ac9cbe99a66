-- Whether each command has come to one outcome, by partition of the log of commands: totals as of an offset in it.
-- Commands and replies are kept for days, so what was found must be kept here.
CREATE TABLE audit (
    partition       integer          NOT NULL,
    topics          text COLLATE "C" NOT NULL,
    first_offset    bigint           NOT NULL,
    next_offset     bigint           NOT NULL,
    reply_offset    bigint           NOT NULL,
    reply_seen      bigint           NOT NULL,
    letter_offset   bigint           NOT NULL,
    letter_seen     bigint           NOT NULL,
    settled         bigint           NOT NULL,
    applied         bigint           NOT NULL,
    rejected        bigint           NOT NULL,
    dead_lettered   bigint           NOT NULL,
    faults          bigint           NOT NULL,
    in_flight       bigint           NOT NULL,
    since           timestamptz      NOT NULL,
    at              timestamptz      NOT NULL,
    PRIMARY KEY (partition)
);

COMMENT ON COLUMN audit.topics IS 'Kafka''s ids of the topics that the offsets are of';
COMMENT ON COLUMN audit.first_offset IS 'Of the first command that is accounted for';
COMMENT ON COLUMN audit.next_offset IS 'Of the first command that isn''t';
COMMENT ON COLUMN audit.reply_offset IS 'Where replies are read from again: none before it belongs to a command from next_offset on';
COMMENT ON COLUMN audit.reply_seen IS 'Replies before it, of commands before next_offset, are accounted for';
COMMENT ON COLUMN audit.settled IS 'Commands before next_offset, which must be as many as applied, rejected and dead_lettered';
COMMENT ON COLUMN audit.in_flight IS 'Commands from next_offset on, at the time at';

-- What doesn't hold; the first of each partition.
CREATE TABLE audit_fault (
    partition      integer          NOT NULL,
    kind           text COLLATE "C" NOT NULL,
    command_offset bigint           NOT NULL,
    record_offset  bigint           NOT NULL,
    command_id     text COLLATE "C",
    found_at       timestamptz      NOT NULL,
    PRIMARY KEY (partition, kind, command_offset, record_offset)
);

COMMENT ON COLUMN audit_fault.record_offset IS 'Of the reply or dead letter that is at fault; -1 where there is none';

-- Who does it, of all that could.
CREATE TABLE auditor (
    one     boolean          NOT NULL CHECK (one),
    worker  text COLLATE "C" NOT NULL,
    beat_at timestamptz      NOT NULL,
    PRIMARY KEY (one)
);
