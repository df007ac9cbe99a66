-- What webhooks of an endpoint are signed with: one that goes on, and those that it took over from, until they end.
CREATE TABLE webhook_secrets (
    secret_id     text        PRIMARY KEY CHECK (secret_id ~ '^whs_[0-9a-z]{32}$'),
    workspace_id  text        NOT NULL,
    endpoint_id   text        NOT NULL CHECK (length(endpoint_id) BETWEEN 1 AND 64),
    secret        bytea       NOT NULL,
    master_key_id text,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz
);

COMMENT ON COLUMN webhook_secrets.endpoint_id IS 'The sandbox whose webhook it is, or the subscription';
COMMENT ON COLUMN webhook_secrets.secret IS
    'AES-256-GCM under the master key that master_key_id names; the plain key where that is null';
COMMENT ON COLUMN webhook_secrets.expires_at IS 'Signs until then; null for the one that goes on';

CREATE UNIQUE INDEX webhook_secrets_current_key ON webhook_secrets (workspace_id, endpoint_id) WHERE expires_at IS NULL;
CREATE INDEX webhook_secrets_endpoint_idx ON webhook_secrets (workspace_id, endpoint_id);
CREATE INDEX webhook_secrets_expires_at_idx ON webhook_secrets (expires_at) WHERE expires_at IS NOT NULL;
