package io.roundtable.app.topics;

import io.roundtable.app.UserError;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the broker, within a bound. */
final class BrokerAnswers {
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration POLL_PAUSE = Duration.ofMillis(100);

    private BrokerAnswers() {}

    /** @throws UserError where the broker refuses, or doesn't answer within {@link #LIMIT} */
    static <T> T of(KafkaFuture<T> answer) {
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw silent(cause);
            }
            throw new UserError("Kafka refuses: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while waiting for Kafka", e);
        }
    }

    /** Between two questions: 100 ms. */
    static void pause() {
        try {
            Thread.sleep(POLL_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while waiting for Kafka", e);
        }
    }

    private static UserError silent(Throwable cause) {
        return new UserError(
                "Kafka does not answer: check kafka.bootstrap.servers (ROUNDTABLE_KAFKA_BOOTSTRAP_SERVERS) and that the"
                        + " broker runs",
                cause);
    }
}
