-- An import that broke off goes on where it stopped, and users that it has put in aren't in its way.
ALTER TABLE restored_log ADD COLUMN identity_sha256 text;

COMMENT ON COLUMN restored_log.identity_sha256 IS 'Of the sealed file whose users and keys were put in; null where none were';
