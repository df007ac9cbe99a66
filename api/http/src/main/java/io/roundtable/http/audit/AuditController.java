package io.roundtable.http.audit;

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
import io.roundtable.http.command.Answers;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.audit.Audits;
import java.time.Clock;

/** {@code /v1/admin/audit}. For operators, as the access filter sees to. */
@Controller("/v1/admin/audit")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class AuditController {

    private final Audits audits;
    private final Clock clock;

    AuditController(Database database, Clock clock) {
        this.audits = new Audits(database.control());
        this.clock = clock;
    }

    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request) {
        QueryParameters.none(request);
        var accounts = audits.all();
        var faults = audits.faults(AuditResource.MAX_FAULTS);
        return Answers.json(HttpStatus.OK, AuditResource.of(accounts, faults, clock.instant()));
    }
}
