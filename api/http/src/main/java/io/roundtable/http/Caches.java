package io.roundtable.http;

import com.github.benmanes.caffeine.cache.Caffeine;

/** Begins caches that requests look into. */
public final class Caches {

    private Caches() {}

    /** One that does its own upkeep: handing that to another thread costs a look more than the upkeep does. */
    public static Caffeine<Object, Object> builder() {
        return Caffeine.newBuilder().executor(Runnable::run);
    }
}
