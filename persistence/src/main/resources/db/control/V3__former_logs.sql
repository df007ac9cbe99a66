-- Logs that were restored into the one that there is now, whose consistency tokens clients still have.
CREATE TABLE former_log (
    topic_id       text COLLATE "C" PRIMARY KEY,
    renumbered     boolean          NOT NULL,
    last_sequences bigint[]         NOT NULL,
    restored_at    timestamptz      NOT NULL
);

COMMENT ON COLUMN former_log.renumbered IS 'Whether its events have other places now, so that its tokens mean nothing';
COMMENT ON COLUMN former_log.last_sequences IS 'By partition; a token beyond them is of events that weren''t restored';

-- What of a log has come by a restore.
CREATE TABLE restored_log (
    topic_id       text COLLATE "C" PRIMARY KEY,
    last_sequences bigint[]         NOT NULL,
    restored_at    timestamptz      NOT NULL
);

COMMENT ON COLUMN restored_log.topic_id IS 'Of the log that there is now';
COMMENT ON COLUMN restored_log.last_sequences IS
    'By partition; events up to there were decided elsewhere: their commands aren''t on the topic of commands that there is';
