-- Where in the log a workspace's events are: which blocks of 64 sequence numbers of its partition have any. The events
-- themselves are read from the log. Fixed blocks, so that the rows are the same however events come in batches; and no
-- offsets, so that they are the same of a log that was restored.
CREATE TABLE event_block (
    workspace_id text COLLATE "C" NOT NULL,
    block        bigint           NOT NULL,
    PRIMARY KEY (workspace_id, block)
);

COMMENT ON COLUMN event_block.block IS 'Of sequence numbers: (sequence - 1) / 64';
