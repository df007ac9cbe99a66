package io.roundtable.app.importing;

import io.roundtable.app.UserError;
import io.roundtable.app.client.ApiClient;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.ApiResponse;
import io.roundtable.app.client.ServerUnreachable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Lets so many requests through at once, in the order they come; and none any more once the server is given up. */
final class Gate implements Function<ApiRequest, ApiResponse> {
    private static final int UNAUTHORIZED = 401;

    private final ApiClient client;
    private final Semaphore permits;
    private final Tally tally;
    private volatile boolean isShut;

    Gate(ApiClient client, int concurrency, Tally tally) {
        this.client = client;
        this.permits = new Semaphore(concurrency, true);
        this.tally = tally;
    }

    @Override
    public ApiResponse apply(ApiRequest request) {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted before a request", e);
        }
        try {
            if (isShut) {
                throw new UserError("left out, since an earlier request has met no answer or no entry");
            }
            long start = System.nanoTime();
            var response = client.send(request);
            if (request.method().equals("POST") && request.path().endsWith("/messages")) {
                tally.took(Duration.ofNanos(System.nanoTime() - start));
            }
            // Nobody else will be let in with this token either.
            isShut |= response.status() == UNAUTHORIZED;
            return response;
        } catch (ServerUnreachable e) {
            isShut = true;
            throw e;
        } finally {
            permits.release();
        }
    }
}
