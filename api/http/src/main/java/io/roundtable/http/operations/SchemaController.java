package io.roundtable.http.operations;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.roundtable.contract.wire.Json;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code /schemas/{ce_type}}: where {@code ce_dataschema} of every record in the log leads. */
@Controller("/schemas")
@Produces(MediaType.ALL)
final class SchemaController {

    /** A type never changes its meaning: a new shape gets a new name. */
    private static final String LONG = "public, max-age=86400";

    private final Map<String, StaticFile> schemas = RecordSchemas.all().entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    schema -> StaticFile.of(Json.write(schema.getValue()), "application/schema+json")));

    @Get("/{type}")
    HttpResponse<?> get(HttpRequest<?> request, String type) {
        StaticFile schema = schemas.get(type);
        if (schema == null) {
            throw ProblemException.of(ProblemCode.NOT_FOUND, "No record has this type.");
        }
        return schema.answer(request, LONG);
    }
}
