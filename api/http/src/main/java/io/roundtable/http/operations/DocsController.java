package io.roundtable.http.operations;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The API for reading, for machines and for people, and a page to try it on; all of it from the jar. */
@Controller
@Produces(MediaType.ALL)
final class DocsController {

    private static final String VIEWER = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String ASSETS = "/META-INF/resources/webjars/swagger-ui/";

    private final StaticFile openApi = StaticFile.of(OpenApiDocument.text(), "application/yaml; charset=utf-8");
    private final StaticFile page = StaticFile.resource("/docs/index.html", "text/html; charset=utf-8");
    private final Map<String, StaticFile> assets = assets();

    @Get("/")
    HttpResponse<?> start() {
        return HttpResponse.status(HttpStatus.FOUND).header("Location", "/docs");
    }

    @Get("/openapi.yaml")
    HttpResponse<?> openApi(HttpRequest<?> request) {
        return openApi.answer(request);
    }

    @Get("/docs")
    HttpResponse<?> page(HttpRequest<?> request) {
        return page.answer(request);
    }

    @Get("/docs/{asset}")
    HttpResponse<?> asset(HttpRequest<?> request, String asset) {
        StaticFile file = assets.get(asset);
        if (file == null) {
            throw ProblemException.of(ProblemCode.NOT_FOUND);
        }
        return file.answer(request);
    }

    private static Map<String, StaticFile> assets() {
        String viewer = ASSETS + viewerVersion() + "/";
        String css = "text/css; charset=utf-8";
        String script = "text/javascript; charset=utf-8";
        return Map.of(
                "docs.css", StaticFile.resource("/docs/docs.css", css),
                "docs.js", StaticFile.resource("/docs/docs.js", script),
                "favicon.svg", StaticFile.resource("/docs/favicon.svg", "image/svg+xml"),
                "swagger-ui.css", StaticFile.resource(viewer + "swagger-ui.css", css),
                "swagger-ui-bundle.js", StaticFile.resource(viewer + "swagger-ui-bundle.js", script));
    }

    /** As the jar itself says it, so that the version stands nowhere but in the build. */
    private static String viewerVersion() {
        var properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(StaticFile.read(VIEWER)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
