package io.roundtable.http.operations;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.contract.wire.RecordSchemas;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code /schemas/{ce_type}}: where {@code ce_dataschema} of every record in the log leads. */
@Controller("/schemas")
@Produces(MediaType.ALL)
final class SchemaController {

    /** A type never changes its meaning: what is added to it is seen a day later at most. */
    private static final String LONG = "public, max-age=86400";

    private final String base;
    /** Bounded by the types that there are. */
    private final Map<String, StaticFile> asked = new ConcurrentHashMap<>();

    /** @param base absolute URI before {@code ce_type} in {@code ce_dataschema}, with its last slash */
    SchemaController(@Value("${roundtable.schemas:`" + RecordCodec.DEFAULT_SCHEMAS + "`}") String base) {
        this.base = base;
    }

    @Get("/{type}")
    HttpResponse<?> get(HttpRequest<?> request, String type) {
        StaticFile schema = asked.get(type);
        if (schema == null) {
            String text = RecordSchemas.find(type, base);
            if (text == null) {
                throw ProblemException.of(ProblemCode.NOT_FOUND, "No record has this type.");
            }
            schema = StaticFile.of(text, "application/schema+json");
            asked.put(type, schema);
        }
        return schema.answer(request, LONG);
    }
}
