-- Which versions of the projections there are, and which one is read. Versions live side by side, each in a schema of
-- its own; what queries see is the schema projection, whose views show the active ones.
CREATE TABLE version (
    projection  text COLLATE "C" NOT NULL,
    schema_name text COLLATE "C" NOT NULL,
    definition  integer          NOT NULL,
    state       text COLLATE "C" NOT NULL,
    since       timestamptz      NOT NULL,
    predecessor text COLLATE "C",
    PRIMARY KEY (projection, schema_name)
);

COMMENT ON COLUMN version.definition IS 'The version of the code''s fold and tables that it was filled by';
COMMENT ON COLUMN version.state IS 'building, standby (kept current, not read), active, frozen (as it was at some point) or retired (about to be dropped)';
COMMENT ON COLUMN version.predecessor IS 'The schema that was read when this one was switched to; null before';

CREATE UNIQUE INDEX version_active ON version (projection) WHERE state = 'active';

CREATE SEQUENCE schema_number START 2;

COMMENT ON SEQUENCE schema_number IS 'Of the next schema, such as projection_2';

-- Work on whole versions: what was asked for, and how far it is.
CREATE TABLE rebuild (
    rebuild_id   text COLLATE "C" NOT NULL,
    kind         text COLLATE "C" NOT NULL,
    projections  text[]           NOT NULL,
    schema_name  text COLLATE "C" NOT NULL,
    switching    text COLLATE "C" NOT NULL,
    ends         json,
    workspace_id text COLLATE "C",
    state        text COLLATE "C" NOT NULL,
    phase        text COLLATE "C" NOT NULL,
    wish         text COLLATE "C",
    requested_by text             NOT NULL,
    requested_at timestamptz      NOT NULL,
    started_at   timestamptz,
    ended_at     timestamptz,
    worker       text,
    beat_at      timestamptz,
    progress     json,
    comparison   json,
    failure      text,
    PRIMARY KEY (rebuild_id)
);

COMMENT ON COLUMN rebuild.kind IS 'rebuild, verify, as_of or diff';
COMMENT ON COLUMN rebuild.switching IS 'auto (once it is verified), manual (once somebody says so) or anyway (though it differs)';
COMMENT ON COLUMN rebuild.ends IS 'Where it ends: one or two points, each a time or the last event by partition; null for where the live version is';
COMMENT ON COLUMN rebuild.state IS 'queued, running, paused, ready (verified, and waits for the switch), done, failed or cancelled';
COMMENT ON COLUMN rebuild.phase IS 'preparing, filling, indexing, comparing, following, switching';
COMMENT ON COLUMN rebuild.wish IS 'pause, resume, cancel or switch: what its worker is to do next';
COMMENT ON COLUMN rebuild.worker IS 'Who is at it, and has said so at beat_at';

-- Two at once would get into each other's way.
CREATE UNIQUE INDEX rebuild_at_work ON rebuild ((1)) WHERE state IN ('queued', 'running', 'paused', 'ready');
CREATE INDEX rebuild_in_order ON rebuild (requested_at, rebuild_id);

-- Indexes that are left out while a version is filled, and made afterwards.
CREATE TABLE left_out_index (
    schema_name text COLLATE "C" NOT NULL,
    index_name  text COLLATE "C" NOT NULL,
    table_name  text COLLATE "C" NOT NULL,
    statement   text             NOT NULL,
    PRIMARY KEY (schema_name, index_name)
);
