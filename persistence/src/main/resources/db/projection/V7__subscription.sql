-- Where events of a workspace are sent to, and how far each has come. The secrets that sign them aren't here: they are no
-- events.
CREATE TABLE subscription (
    workspace_id     text COLLATE "C" NOT NULL,
    subscription_id  text COLLATE "C" NOT NULL,
    url              text             NOT NULL,
    event_types      text             NOT NULL,
    state            text COLLATE "C" NOT NULL,
    disabled_reason  text COLLATE "C",
    last_error       text,
    last_error_at    timestamptz,
    next_attempt_at  timestamptz,
    through          bigint           NOT NULL,
    pending_since    timestamptz,
    delivered        bigint           NOT NULL,
    replay_since     timestamptz,
    replay_until     timestamptz,
    replay_through   bigint,
    created_at       timestamptz      NOT NULL,
    updated_at       timestamptz      NOT NULL,
    version          bigint           NOT NULL,
    partition        integer          NOT NULL,
    sequence         bigint           NOT NULL,
    created_sequence bigint           NOT NULL,
    PRIMARY KEY (workspace_id, subscription_id)
);

COMMENT ON COLUMN subscription.event_types IS 'Patterns of types, with commas between';
COMMENT ON COLUMN subscription.state IS 'enabled or disabled';
COMMENT ON COLUMN subscription.through IS 'Sequence up to which all that was wanted is delivered or given up';
COMMENT ON COLUMN subscription.pending_since IS
    'Time of the first event that was ordered and is neither delivered nor given up; null for none';
COMMENT ON COLUMN subscription.delivered IS 'How many events were, replayed ones too';
COMMENT ON COLUMN subscription.replay_through IS 'The same as through, of a replay that runs; null for none';
COMMENT ON COLUMN subscription.version IS 'Of what somebody has set; deliveries do not count';

-- Events that were given up for a subscription and that nobody has decided about. Those of a deleted one stay, and nobody
-- is shown them.
CREATE TABLE dead_event (
    workspace_id    text COLLATE "C" NOT NULL,
    subscription_id text COLLATE "C" NOT NULL,
    dead_event_id   text COLLATE "C" NOT NULL,
    event_sequence  bigint           NOT NULL,
    event_at        timestamptz      NOT NULL,
    attempts        integer          NOT NULL,
    last_error      text,
    created_at      timestamptz      NOT NULL,
    partition       integer          NOT NULL,
    sequence        bigint           NOT NULL,
    PRIMARY KEY (workspace_id, subscription_id, dead_event_id)
);

COMMENT ON COLUMN dead_event.dead_event_id IS 'The sequence in 19 digits, so that their order is its';
