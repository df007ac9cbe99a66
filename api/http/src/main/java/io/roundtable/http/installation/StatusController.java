package io.roundtable.http.installation;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Answers;
import io.roundtable.http.installation.InstallationStatus.Counted;
import io.roundtable.http.installation.InstallationStatus.EventWebhooks;
import io.roundtable.http.installation.InstallationStatus.OldestMessage;
import io.roundtable.http.installation.InstallationStatus.Webhooks;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.persistence.query.DeadLettersSince;
import io.roundtable.persistence.query.FailingWebhooks;
import io.roundtable.persistence.query.OldestUnacknowledged;
import io.roundtable.persistence.query.SubscriptionFigures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** {@code /v1/admin/status}. For operators, as the access filter sees to; whoever watches a node asks for its health. */
@Controller("/v1/admin/status")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class StatusController {

    private static final Duration LATELY = Duration.ofHours(1);

    /** Enough to know where to look. */
    private static final int FIRST = 5;

    private final CourierBacklog backlog;
    private final OldestUnacknowledged oldest;
    private final FailingWebhooks webhooks;
    private final SubscriptionFigures subscriptions;
    private final DeadLettersSince deadLetters;
    private final Clock clock;

    StatusController(ReadModel model, CourierBacklog backlog, Clock clock) {
        this.backlog = backlog;
        this.oldest = new OldestUnacknowledged(model.sql());
        this.webhooks = new FailingWebhooks(model.sql());
        this.subscriptions = new SubscriptionFigures(model.sql());
        this.deadLetters = new DeadLettersSince(model.sql());
        this.clock = clock;
    }

    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request) {
        QueryParameters.none(request);
        Instant now = clock.instant();
        var status = new InstallationStatus(
                now,
                backlog.records(),
                oldest.find(now).map(found -> OldestMessage.of(found, now)).orElse(null),
                Webhooks.of(webhooks.disabled(FIRST)),
                Webhooks.of(webhooks.failing(now.minus(LATELY), FIRST)),
                EventWebhooks.of(subscriptions.find()),
                Counted.of(deadLetters.count(now.minus(LATELY))));
        return Answers.json(HttpStatus.OK, status);
    }
}
