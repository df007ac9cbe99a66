package io.roundtable.testkit;

/**
 * How to reach an empty database that nobody else uses.
 *
 * @param jdbcUrl a {@code jdbc:postgresql:} URL without credentials
 * @param user its owner, a superuser
 * @param password the owner's password
 */
public record TestDatabase(String jdbcUrl, String user, String password) {}
