-- What becomes of messages after they were said.

ALTER TABLE message ADD COLUMN redriven_content json;

COMMENT ON COLUMN message.redriven_content IS 'Said instead of the original since a dead letter was redriven with it';

-- The ladder of a message, a row for each event; that it was said is in message itself.
CREATE TABLE message_step (
    workspace_id text COLLATE "C" NOT NULL,
    message_id   text COLLATE "C" NOT NULL,
    sequence     bigint           NOT NULL,
    step         text COLLATE "C" NOT NULL,
    at           timestamptz      NOT NULL,
    actor        text             NOT NULL,
    attempt      integer,
    lease_id     text COLLATE "C",
    until        timestamptz,
    reason       text COLLATE "C",
    detail       text,
    PRIMARY KEY (workspace_id, message_id, sequence)
);

COMMENT ON COLUMN message_step.until IS 'The deadline of a lease, or when a returned message is offered again';

-- One row for each time that a message was given up.
CREATE TABLE dead_letter (
    workspace_id     text COLLATE "C" NOT NULL,
    dead_letter_id   text COLLATE "C" NOT NULL,
    message_id       text COLLATE "C" NOT NULL,
    from_sandbox_id  text COLLATE "C",
    to_sandbox_id    text COLLATE "C" NOT NULL,
    message_type     text COLLATE "C" NOT NULL,
    correlation_id   text COLLATE "C",
    reason           text COLLATE "C" NOT NULL,
    attempts         integer          NOT NULL,
    redrives         integer          NOT NULL,
    first_failed_at  timestamptz,
    last_failed_at   timestamptz      NOT NULL,
    last_error       text,
    status           text COLLATE "C" NOT NULL,
    resolution       text,
    created_at       timestamptz      NOT NULL,
    updated_at       timestamptz      NOT NULL,
    version          bigint           NOT NULL,
    partition        integer          NOT NULL,
    sequence         bigint           NOT NULL,
    created_sequence bigint           NOT NULL,
    PRIMARY KEY (workspace_id, dead_letter_id)
);

COMMENT ON COLUMN dead_letter.status IS 'waiting, redriven or discarded';
COMMENT ON COLUMN dead_letter.resolution IS 'Why it was discarded';

CREATE UNIQUE INDEX dead_letter_in_order ON dead_letter (workspace_id, created_sequence);
CREATE INDEX dead_letter_by_status ON dead_letter (workspace_id, status, created_sequence);
CREATE INDEX dead_letter_by_recipient ON dead_letter (workspace_id, to_sandbox_id, created_sequence);
CREATE INDEX dead_letter_by_message ON dead_letter (workspace_id, message_id, created_sequence);

-- What waits for a sandbox: few rows, whatever its history.
CREATE INDEX message_queued ON message (workspace_id, to_sandbox_id, sequence, copy_index) WHERE status = 'pending';
