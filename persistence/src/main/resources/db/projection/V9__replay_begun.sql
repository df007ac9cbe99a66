-- Which replay it is that runs: one that is begun anew with the same times is another.
ALTER TABLE subscription
    ADD COLUMN replay_begun bigint;

COMMENT ON COLUMN subscription.replay_begun IS
    'Sequence of the event by which the replay that runs has begun; null for none, and in rows of an earlier release';
