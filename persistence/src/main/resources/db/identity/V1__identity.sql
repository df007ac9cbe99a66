-- Times come from the application's clock and ids from the application: no default, serial or now() here.

CREATE TABLE users (
    user_id           text        PRIMARY KEY CHECK (user_id ~ '^usr_[0-9a-z]{10,32}$'),
    email             text        NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    username          text        CHECK (username ~ '^[A-Za-z0-9_.-]{3,50}$'),
    full_name         text        NOT NULL,
    preferences       jsonb       NOT NULL CHECK (jsonb_typeof(preferences) = 'object'),
    password_hash     text        NOT NULL,
    is_active         boolean     NOT NULL,
    is_operator       boolean     NOT NULL,
    access_changed_at timestamptz NOT NULL,
    last_login_at     timestamptz,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL
);

COMMENT ON COLUMN users.access_changed_at IS
    'When is_active or is_operator last changed: access tokens issued before it may say something else';

CREATE UNIQUE INDEX users_email_key ON users (lower(email));
CREATE UNIQUE INDEX users_username_key ON users (lower(username));
CREATE INDEX users_access_changed_at_idx ON users (access_changed_at);

CREATE TABLE refresh_families (
    family_id  text        PRIMARY KEY,
    user_id    text        NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE INDEX refresh_families_user_id_idx ON refresh_families (user_id);
CREATE INDEX refresh_families_expires_at_idx ON refresh_families (expires_at);

-- Only the SHA-256 of a token is kept: whoever reads this table can't use what is in it.
CREATE TABLE refresh_tokens (
    token_hash bytea       PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    family_id  text        NOT NULL REFERENCES refresh_families ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);

CREATE INDEX refresh_tokens_family_id_idx ON refresh_tokens (family_id);

CREATE TABLE signing_keys (
    kid           text        PRIMARY KEY,
    public_jwk    text        NOT NULL,
    private_jwk   bytea       NOT NULL,
    master_key_id text,
    created_at    timestamptz NOT NULL,
    retires_at    timestamptz NOT NULL CHECK (retires_at >= created_at),
    not_after     timestamptz NOT NULL CHECK (not_after >= retires_at)
);

COMMENT ON COLUMN signing_keys.private_jwk IS
    'AES-256-GCM under the master key that master_key_id names; the plain JWK where that is null';
COMMENT ON COLUMN signing_keys.retires_at IS 'Signs until then';
COMMENT ON COLUMN signing_keys.not_after IS 'Its signatures are accepted until then';

CREATE FUNCTION notify_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('roundtable_identity', 'user ' || coalesce(NEW.user_id, OLD.user_id));
    RETURN NULL;
END
$$;

CREATE FUNCTION notify_signing_keys_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('roundtable_identity', 'signing_keys');
    RETURN NULL;
END
$$;

-- Not on last_login_at: committing a NOTIFY takes a lock of the whole database, too dear for every login.
CREATE TRIGGER users_changed
    AFTER DELETE OR UPDATE OF email, username, full_name, preferences, password_hash, is_active, is_operator ON users
    FOR EACH ROW EXECUTE FUNCTION notify_user_changed();

CREATE TRIGGER signing_keys_changed
    AFTER INSERT OR UPDATE OR DELETE ON signing_keys
    FOR EACH STATEMENT EXECUTE FUNCTION notify_signing_keys_changed();
