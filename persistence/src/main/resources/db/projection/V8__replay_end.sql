-- What became of the last replay of a subscription: without it nobody could tell one that has sent all from one that was
-- ended.
ALTER TABLE subscription
    ADD COLUMN replay_ended_at timestamptz,
    ADD COLUMN replay_outcome  text COLLATE "C",
    ADD COLUMN replay_failed   bigint,
    ADD COLUMN replay_error    text;

COMMENT ON COLUMN subscription.replay_ended_at IS 'Of the last replay; null while one runs, and where there was none';
COMMENT ON COLUMN subscription.replay_outcome IS 'done, cancelled or failed';
COMMENT ON COLUMN subscription.replay_failed IS 'Sequence of the event that was not taken, where it has failed';

-- Those that are behind are few, whatever there is.
CREATE INDEX subscription_pending ON subscription (partition) WHERE pending_since IS NOT NULL;

COMMENT ON TABLE dead_event IS
    'Events that were given up for a subscription and that nobody has decided about; they go with the subscription';
