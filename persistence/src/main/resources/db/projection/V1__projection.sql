-- One version of the projection: a fold of the events, so that it can be dropped and rebuilt. Everything in a row comes
-- from the log: no default, serial, now(), trigger or foreign key. Names are unqualified: the schema is the version.
--
-- Ids compare by their bytes (COLLATE "C"): quicker, and the same order everywhere. "partition" and "sequence" are the
-- place in the log of the last event that changed a row; "created_sequence" that of the one that made it.
--
-- JSON is kept as json, which keeps the bytes. jsonb is for what is searched alone: it can hold neither \u0000 nor
-- numbers such as 1e-20000, and a value that can't be written would stop a partition.

CREATE TABLE checkpoint (
    projection text COLLATE "C" NOT NULL,
    partition  integer          NOT NULL,
    topic_id   text COLLATE "C" NOT NULL,
    sequence   bigint           NOT NULL,
    log_offset bigint           NOT NULL,
    at         timestamptz,
    -- Not by topic: a topic made anew must not start over beside the rows of the old one.
    PRIMARY KEY (projection, partition)
);

COMMENT ON COLUMN checkpoint.log_offset IS 'Where reading goes on: one past the last record that counts';
COMMENT ON COLUMN checkpoint.at IS 'The time of the last record that counts';

CREATE TABLE workspace (
    workspace_id text COLLATE "C" NOT NULL,
    name         text             NOT NULL,
    description  text,
    settings     json             NOT NULL,
    is_active    boolean          NOT NULL,
    created_at   timestamptz      NOT NULL,
    updated_at   timestamptz      NOT NULL,
    version      bigint           NOT NULL,
    partition    integer          NOT NULL,
    sequence     bigint           NOT NULL,
    PRIMARY KEY (workspace_id)
);

-- Beside the workspace, because these figures change with every message and its definition hardly ever.
CREATE TABLE workspace_count (
    workspace_id text COLLATE "C" NOT NULL,
    members      bigint           NOT NULL,
    sandboxes    bigint           NOT NULL,
    messages     bigint           NOT NULL,
    PRIMARY KEY (workspace_id)
);

CREATE TABLE member (
    workspace_id         text COLLATE "C" NOT NULL,
    user_id              text COLLATE "C" NOT NULL,
    role                 text             NOT NULL,
    workspace_created_at timestamptz      NOT NULL,
    created_at           timestamptz      NOT NULL,
    updated_at           timestamptz      NOT NULL,
    version              bigint           NOT NULL,
    partition            integer          NOT NULL,
    sequence             bigint           NOT NULL,
    created_sequence     bigint           NOT NULL,
    PRIMARY KEY (workspace_id, user_id)
);

COMMENT ON COLUMN member.workspace_created_at IS 'The order of a user''s list of workspaces, here so that one index serves it';

CREATE UNIQUE INDEX member_in_order ON member (workspace_id, created_sequence);
CREATE INDEX member_by_user ON member (user_id, workspace_created_at, workspace_id);

CREATE TABLE sandbox (
    workspace_id       text COLLATE "C" NOT NULL,
    sandbox_id         text COLLATE "C" NOT NULL,
    name               text             NOT NULL,
    status             text COLLATE "C" NOT NULL,
    agent_config       json             NOT NULL,
    resource_limits    json             NOT NULL,
    connection_details json             NOT NULL,
    delivery           json             NOT NULL,
    labels             jsonb            NOT NULL,
    container_id       text,
    health             text             NOT NULL,
    last_heartbeat_at  timestamptz,
    health_detail      text,
    created_at         timestamptz      NOT NULL,
    updated_at         timestamptz      NOT NULL,
    version            bigint           NOT NULL,
    partition          integer          NOT NULL,
    sequence           bigint           NOT NULL,
    created_sequence   bigint           NOT NULL,
    PRIMARY KEY (workspace_id, sandbox_id)
);

CREATE UNIQUE INDEX sandbox_in_order ON sandbox (workspace_id, created_sequence);
CREATE INDEX sandbox_by_status ON sandbox (workspace_id, status, created_sequence);
CREATE INDEX sandbox_by_label ON sandbox USING gin (labels);

-- The order of messages is (sequence, copy_index): a broadcast is one event with many messages.
CREATE TABLE message (
    workspace_id    text COLLATE "C" NOT NULL,
    message_id      text COLLATE "C" NOT NULL,
    from_sandbox_id text COLLATE "C",
    to_sandbox_id   text COLLATE "C" NOT NULL,
    message_type    text COLLATE "C" NOT NULL,
    content         json,
    status          text COLLATE "C" NOT NULL,
    correlation_id  text COLLATE "C",
    in_reply_to     text COLLATE "C",
    broadcast_id    text COLLATE "C",
    priority        text             NOT NULL,
    expires_at      timestamptz,
    deliver_at      timestamptz,
    attempt         integer          NOT NULL,
    failure         json,
    hops            integer          NOT NULL,
    created_at      timestamptz      NOT NULL,
    updated_at      timestamptz      NOT NULL,
    version         bigint           NOT NULL,
    partition       integer          NOT NULL,
    sequence        bigint           NOT NULL,
    copy_index      integer          NOT NULL,
    PRIMARY KEY (workspace_id, message_id)
);

COMMENT ON COLUMN message.from_sandbox_id IS 'Null where the system speaks';
COMMENT ON COLUMN message.content IS 'Null for a message of a broadcast, whose content is in broadcast_content';
COMMENT ON COLUMN message.sequence IS 'That of the event that made it, whatever has changed it since';

CREATE UNIQUE INDEX message_in_order ON message (workspace_id, sequence, copy_index);
CREATE INDEX message_by_sender ON message (workspace_id, from_sandbox_id, sequence, copy_index);
CREATE INDEX message_by_recipient ON message (workspace_id, to_sandbox_id, sequence, copy_index);
CREATE INDEX message_by_status ON message (workspace_id, status, sequence, copy_index);
CREATE INDEX message_by_type ON message (workspace_id, message_type, sequence, copy_index);
CREATE INDEX message_by_correlation ON message (workspace_id, correlation_id, sequence, copy_index)
    WHERE correlation_id IS NOT NULL;
CREATE INDEX message_by_answered ON message (workspace_id, in_reply_to, sequence, copy_index)
    WHERE in_reply_to IS NOT NULL;

-- The content of a broadcast once. Other messages keep theirs in their own row: one insert, and no join to read it.
CREATE TABLE broadcast_content (
    workspace_id text COLLATE "C" NOT NULL,
    broadcast_id text COLLATE "C" NOT NULL,
    content      json             NOT NULL,
    PRIMARY KEY (workspace_id, broadcast_id)
);

-- How many messages there are of each kind, so that nobody has to count them. sandbox_id is the recipient.
CREATE TABLE message_count (
    workspace_id text COLLATE "C" NOT NULL,
    sandbox_id   text COLLATE "C" NOT NULL,
    message_type text COLLATE "C" NOT NULL,
    status       text COLLATE "C" NOT NULL,
    messages     bigint           NOT NULL,
    PRIMARY KEY (workspace_id, sandbox_id, message_type, status)
);

-- How many messages a workspace got in each minute that had any, and where in the log they are. Times never decrease
-- within a partition, so this turns a range of time into a range of sequences without an index on message.created_at.
CREATE TABLE message_minute (
    workspace_id   text COLLATE "C" NOT NULL,
    minute         timestamptz      NOT NULL,
    messages       bigint           NOT NULL,
    first_sequence bigint           NOT NULL,
    last_sequence  bigint           NOT NULL,
    PRIMARY KEY (workspace_id, minute)
);

-- From the replies, with a checkpoint of its own; no part of the fold of the events.
CREATE TABLE command_outcome (
    workspace_id text COLLATE "C" NOT NULL,
    command_id   text COLLATE "C" NOT NULL,
    outcome      text             NOT NULL,
    code         text,
    detail       text,
    version      bigint,
    ids          json,
    sequence     bigint           NOT NULL,
    replayed     boolean          NOT NULL,
    command_time timestamptz      NOT NULL,
    decided_at   timestamptz      NOT NULL,
    PRIMARY KEY (workspace_id, command_id)
);

CREATE INDEX command_outcome_by_time ON command_outcome (command_time);
