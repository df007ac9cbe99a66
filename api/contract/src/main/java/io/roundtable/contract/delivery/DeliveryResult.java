package io.roundtable.contract.delivery;

import io.roundtable.contract.Check;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt to send a message to a webhook has ended.
 *
 * @param detail what went wrong, 0 to 1,000 characters
 * @param retryAfterSeconds what the receiver asked for, 0 to 86,400
 */
public record DeliveryResult(
        Outcome outcome, @Nullable String detail, @Nullable Integer retryAfterSeconds) {

    public static final int MAX_RETRY_AFTER_SECONDS = 86_400;

    public DeliveryResult {
        new Check()
                .required("outcome", outcome)
                .text("detail", detail, 0, 1_000)
                .range("retry_after_seconds", retryAfterSeconds, 0, MAX_RETRY_AFTER_SECONDS)
                .done();
    }

    public static DeliveryResult of(Outcome outcome) {
        return new DeliveryResult(outcome, null, null);
    }
}
