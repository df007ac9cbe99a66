-- Where messages of a sandbox are sent to. The secrets that sign them aren't here: they are no events.
CREATE TABLE webhook (
    workspace_id    text COLLATE "C" NOT NULL,
    sandbox_id      text COLLATE "C" NOT NULL,
    url             text             NOT NULL,
    max_in_flight   integer          NOT NULL,
    state           text COLLATE "C" NOT NULL,
    disabled_reason text COLLATE "C",
    last_error      text,
    last_error_at   timestamptz,
    created_at      timestamptz      NOT NULL,
    updated_at      timestamptz      NOT NULL,
    version         bigint           NOT NULL,
    partition       integer          NOT NULL,
    sequence        bigint           NOT NULL,
    PRIMARY KEY (workspace_id, sandbox_id)
);

COMMENT ON COLUMN webhook.state IS 'enabled or disabled';
COMMENT ON COLUMN webhook.last_error IS 'What was wrong with the last attempt that failed, since it was set or enabled';
COMMENT ON COLUMN webhook.version IS 'Of what somebody has set; errors do not count';
