package io.roundtable.http.identity;

/** One password hashing function; slow on purpose. */
interface PasswordHash {

    /** Hashes under a new salt, to PHC string format. */
    String hash(String password);

    boolean matches(String password, String hash);
}
