package io.roundtable.http.load;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The bytes that requests hold on this node. What a request takes is its own until its answer is handed to the
 * connection, where what isn't sent yet goes on being counted.
 */
@Singleton
public final class Load implements ApplicationEventListener<HttpRequestTerminatedEvent> {

    /** What a byte of a page comes to: as it is read, as a text, as a resource, as it is written. */
    static final int PAGE_FACTOR = 4;

    /** Of all bodies, those of whom nobody knows yet who sends them. */
    private static final int SHARE_OF_STRANGERS = 8;

    private static final String HELD = "roundtable.held";

    private final LoadLimits limits;
    private final ByteBudget bodies;
    private final ByteBudget strangers;
    private final ByteBudget answers;

    Load(Optional<LoadLimits> given, MeterRegistry registry) {
        limits = given.orElseGet(() -> LoadLimits.ofHeap(Runtime.getRuntime().maxMemory()));
        bodies = new ByteBudget(limits.bodyBytes());
        strangers = new ByteBudget(Math.max(1, limits.bodyBytes() / SHARE_OF_STRANGERS));
        answers = new ByteBudget(limits.pageBytes());
        registry.gauge("roundtable.http.body.bytes", bodies, ByteBudget::taken);
        registry.gauge("roundtable.http.answer.bytes", answers, ByteBudget::taken);
    }

    /**
     * Takes what a part of a body needs.
     *
     * @throws ProblemException {@code overloaded} where there is no room
     */
    void body(HttpRequest<?> request, long bytes) {
        boolean isOfStranger = request.getPath().startsWith("/v1/auth/");
        take(request, isOfStranger ? strangers : bodies, bytes, "Too many bytes are being received");
    }

    /**
     * Takes what is needed to read a page and to write it.
     *
     * @param bytes of what is read
     * @throws ProblemException {@code overloaded} where there is no room
     */
    public void page(HttpRequest<?> request, long bytes) {
        take(request, answers, bytes * PAGE_FACTOR, "Too many bytes are being answered");
    }

    @Override
    public void onApplicationEvent(HttpRequestTerminatedEvent event) {
        event.getSource().getAttribute(HELD, Held.class).ifPresent(Held::giveBack);
    }

    LoadLimits limits() {
        return limits;
    }

    ByteBudget answers() {
        return answers;
    }

    private static void take(HttpRequest<?> request, ByteBudget budget, long bytes, String detail) {
        if (!held(request).take(budget, bytes)) {
            throw ProblemException.later(ProblemCode.OVERLOADED, detail + " on this node already.", 1);
        }
    }

    private static Held held(HttpRequest<?> request) {
        synchronized (request) {
            return request.getAttribute(HELD, Held.class).orElseGet(() -> {
                var held = new Held();
                request.setAttribute(HELD, held);
                return held;
            });
        }
    }
}
