package io.roundtable.persistence.identity;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.UserId;
import io.roundtable.persistence.jooq.identity.tables.records.UsersRecord;
import org.jooq.JSONB;

/** Between the rows of {@code users} and their records. */
final class UserRows {

    private UserRows() {}

    static UsersRecord record(User user) {
        UsersRecord row = new UsersRecord();
        row.setUserId(user.id().value());
        row.setEmail(user.profile().email());
        row.setUsername(user.profile().username());
        row.setFullName(user.profile().fullName());
        row.setPreferences(JSONB.valueOf(user.profile().preferences().text()));
        row.setPasswordHash(user.passwordHash());
        row.setIsActive(user.access().active());
        row.setIsOperator(user.access().operator());
        row.setAccessChangedAt(user.access().changedAt());
        row.setLastLoginAt(user.activity().lastLoginAt());
        row.setCreatedAt(user.activity().createdAt());
        row.setUpdatedAt(user.activity().updatedAt());
        return row;
    }

    static User user(UsersRecord row) {
        RawJson preferences = new RawJson(row.getPreferences().data());
        return new User(
                new UserId(row.getUserId()),
                new Profile(row.getEmail(), row.getUsername(), row.getFullName(), preferences),
                row.getPasswordHash(),
                new Access(row.getIsActive(), row.getIsOperator(), row.getAccessChangedAt()),
                new User.Activity(row.getCreatedAt(), row.getUpdatedAt(), row.getLastLoginAt()));
    }
}
