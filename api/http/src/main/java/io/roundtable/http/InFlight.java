package io.roundtable.http;

import io.micronaut.http.HttpRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request's place among those in flight. One that does nothing but wait for somebody else gives it up before its
 * end, and is bounded by whatever it waits in.
 */
public final class InFlight {

    static final String ATTRIBUTE = "roundtable.in.flight";

    private final Runnable leaving;
    private final AtomicBoolean left = new AtomicBoolean();

    InFlight(Runnable leaving) {
        this.leaving = leaving;
    }

    void leave() {
        if (left.compareAndSet(false, true)) {
            leaving.run();
        }
    }

    /** From now on the request counts no more. */
    public static void leave(HttpRequest<?> request) {
        request.getAttribute(ATTRIBUTE, InFlight.class).ifPresent(InFlight::leave);
    }
}
