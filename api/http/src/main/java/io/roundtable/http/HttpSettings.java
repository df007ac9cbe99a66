package io.roundtable.http;

import io.roundtable.contract.Check;
import io.roundtable.contract.KafkaAccess;
import java.time.Duration;

/**
 * What an operator may set about the HTTP side.
 *
 * @param kafka how it is reached
 * @param maxInFlight requests at a time; past it 503 with {@code Retry-After}
 * @param defaultWait how long an answer to a write is waited for where {@code Prefer} says nothing
 * @param readWait how long a read waits for the projection to reach its token
 * @param schemas absolute URI before {@code ce_type} in {@code ce_dataschema}
 */
public record HttpSettings(
        KafkaAccess kafka, int maxInFlight, Duration defaultWait, Duration readWait, String schemas) {

    private static final int MAX_WAIT_MS = 30_000;

    /** The longest wait that {@code Prefer: wait=N} may ask for. */
    public static final Duration MAX_WAIT = Duration.ofMillis(MAX_WAIT_MS);

    public HttpSettings {
        new Check()
                .range("max_in_flight", maxInFlight, 1, 1_000_000)
                .range("default_wait_ms", defaultWait.toMillis(), 1, MAX_WAIT_MS)
                .range("read_wait_ms", readWait.toMillis(), 1, MAX_WAIT_MS)
                .done();
    }

    public static HttpSettings of(String bootstrapServers, String schemas) {
        return new HttpSettings(
                KafkaAccess.of(bootstrapServers), 4_096, Duration.ofSeconds(10), Duration.ofSeconds(5), schemas);
    }
}
