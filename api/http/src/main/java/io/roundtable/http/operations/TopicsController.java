package io.roundtable.http.operations;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.roundtable.contract.wire.RecordSchemas;
import org.jspecify.annotations.Nullable;

/** The topics for reading: as AsyncAPI for machines, and as a page for people. */
@Controller
@Produces(MediaType.ALL)
final class TopicsController {

    private final StaticFile asyncApi = StaticFile.of(RecordSchemas.asyncApi(), "application/yaml; charset=utf-8");

    /** Made when it is first asked for: reading the document takes longer than anybody wants to wait at a start. */
    private volatile @Nullable StaticFile page;

    @Get("/asyncapi.yaml")
    HttpResponse<?> asyncApi(HttpRequest<?> request) {
        return asyncApi.answer(request);
    }

    @Get("/docs/topics")
    HttpResponse<?> page(HttpRequest<?> request) {
        StaticFile made = page;
        if (made == null) {
            made = StaticFile.of(TopicPage.of(RecordSchemas.asyncApi()), "text/html; charset=utf-8");
            page = made;
        }
        return made.answer(request);
    }
}
