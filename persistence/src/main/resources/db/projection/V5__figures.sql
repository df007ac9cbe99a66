-- What operators ask of all workspaces at once. Few rows each: none of these indexes is touched by a message that fares well.
CREATE INDEX dead_letter_by_time ON dead_letter (created_at);
CREATE INDEX webhook_disabled ON webhook (updated_at) WHERE state = 'disabled';
CREATE INDEX webhook_failing ON webhook (last_error_at) WHERE state = 'enabled' AND last_error_at IS NOT NULL;
