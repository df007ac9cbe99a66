package io.roundtable.app.client;

import org.jspecify.annotations.Nullable;

/** Where access tokens come from. Safe for use by several threads. */
public interface Tokens {
    /** The token to send, or null for none. */
    @Nullable
    String current();

    /**
     * Gets another one than that which the server has just refused.
     *
     * @return false where there is none to be had
     */
    boolean renew(@Nullable String refused);

    static Tokens none() {
        return fixed(null);
    }

    /** One that can't be renewed. */
    static Tokens fixed(@Nullable String token) {
        return new Tokens() {
            @Override
            public @Nullable String current() {
                return token;
            }

            @Override
            public boolean renew(@Nullable String refused) {
                return false;
            }
        };
    }
}
