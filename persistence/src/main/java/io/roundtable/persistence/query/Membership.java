package io.roundtable.persistence.query;

import io.roundtable.contract.workspace.Role;

/**
 * What a user may do in a workspace.
 *
 * @param sequence of the event that last said so: an older one never overwrites it in a cache
 */
public record Membership(Role role, long sequence) {}
