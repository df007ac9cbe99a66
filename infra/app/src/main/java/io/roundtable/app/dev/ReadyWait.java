package io.roundtable.app.dev;

import io.roundtable.app.StopSignal;
import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ServerUnreachable;
import io.roundtable.app.status.Readiness;
import io.roundtable.app.status.ReadinessProbe;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Waits until every part is ready, within a bound. */
final class ReadyWait {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private ReadyWait() {}

    /** @throws UserError with the parts that aren't ready, when the bound is past */
    static void until(ApiClient client, StopSignal stop) {
        long start = System.nanoTime();
        Readiness last = null;
        while (Duration.ofNanos(System.nanoTime() - start).compareTo(LIMIT) < 0 && !stop.isAsked()) {
            try {
                last = ReadinessProbe.ask(client);
                if (last.isReady()) {
                    return;
                }
            } catch (ServerUnreachable e) {
                // Not listening yet.
                last = null;
            }
            pause();
        }
        if (!stop.isAsked()) {
            throw new UserError("not ready after %d s: %s".formatted(LIMIT.toSeconds(), missing(last)));
        }
    }

    private static String missing(@Nullable Readiness last) {
        return last == null
                ? "HTTP doesn't answer"
                : last.parts().stream()
                        .filter(part -> !part.status().equals("ready"))
                        .map(part ->
                                "%s %s is %s (%s)".formatted(part.role(), part.part(), part.status(), part.detail()))
                        .collect(Collectors.joining("; "));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while starting", e);
        }
    }
}
