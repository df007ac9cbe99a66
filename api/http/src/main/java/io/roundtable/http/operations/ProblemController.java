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
import java.util.Arrays;
import java.util.List;

/** {@code /problems}: where {@code type} of every problem leads, as a page or as JSON. */
@Controller("/problems")
@Produces(MediaType.ALL)
final class ProblemController {

    /** What is known of a problem before it is met. */
    record ProblemType(String type, String code, int status, String title, String meaning, String remedy) {

        static ProblemType of(ProblemCode code) {
            return new ProblemType(
                    "/problems/" + code.wire(),
                    code.wire(),
                    code.status(),
                    code.title(),
                    Meanings.of(code.status()),
                    code.remedy());
        }
    }

    record ProblemTypes(List<ProblemType> data) {}

    private static final List<ProblemType> ALL =
            Arrays.stream(ProblemCode.values()).map(ProblemType::of).toList();

    @Get
    HttpResponse<?> list(HttpRequest<?> request) {
        return wantsJson(request) ? json(request, new ProblemTypes(ALL)) : html(request, ProblemPages.list(ALL));
    }

    @Get("/{code}")
    HttpResponse<?> one(HttpRequest<?> request, String code) {
        ProblemType problem = ALL.stream()
                .filter(type -> type.code().equals(code))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        ProblemCode.NOT_FOUND, "There is no problem of this code; /problems lists all of them."));
        return wantsJson(request) ? json(request, problem) : html(request, ProblemPages.one(problem));
    }

    private static HttpResponse<?> json(HttpRequest<?> request, Object body) {
        return StaticFile.of(Json.write(body), "application/json")
                .answer(request)
                .header("Vary", "Accept");
    }

    private static HttpResponse<?> html(HttpRequest<?> request, String page) {
        return StaticFile.of(page, "text/html; charset=utf-8").answer(request).header("Vary", "Accept");
    }

    /** A page, unless JSON is named and HTML isn't wanted as much. */
    private static boolean wantsJson(HttpRequest<?> request) {
        for (MediaType type : request.accept()) {
            switch (type.getName()) {
                case MediaType.APPLICATION_JSON, "application/problem+json" -> {
                    return true;
                }
                case MediaType.TEXT_HTML -> {
                    return false;
                }
                default -> {
                    // what can't be given is passed over
                }
            }
        }
        return false;
    }
}
