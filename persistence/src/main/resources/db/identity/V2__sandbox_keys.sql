-- Only the SHA-256 of a key is kept: whoever reads this table can't use what is in it. Workspaces and sandboxes are of
-- the log and not of this schema, so nothing is referenced.
CREATE TABLE sandbox_keys (
    key_id       text COLLATE "C" PRIMARY KEY CHECK (key_id ~ '^key_[0-9a-z]{10,32}$'),
    workspace_id text COLLATE "C" NOT NULL,
    sandbox_id   text COLLATE "C" NOT NULL,
    name         text,
    key_hash     bytea            NOT NULL CHECK (octet_length(key_hash) = 32),
    created_at   timestamptz      NOT NULL,
    last_used_at timestamptz,
    revoked_at   timestamptz
);

CREATE INDEX sandbox_keys_of_sandbox_idx ON sandbox_keys (workspace_id, sandbox_id, key_id);

CREATE FUNCTION notify_sandbox_key_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('roundtable_identity', 'sandbox_key ' || OLD.key_id);
    RETURN NULL;
END
$$;

-- Not on last_used_at, which is written all the time; and nobody can have asked for a key before it was made.
CREATE TRIGGER sandbox_keys_revoked
    AFTER UPDATE OF revoked_at, key_hash, workspace_id, sandbox_id ON sandbox_keys
    FOR EACH ROW EXECUTE FUNCTION notify_sandbox_key_changed();

CREATE TRIGGER sandbox_keys_deleted
    AFTER DELETE ON sandbox_keys
    FOR EACH ROW WHEN (OLD.revoked_at IS NULL) EXECUTE FUNCTION notify_sandbox_key_changed();
