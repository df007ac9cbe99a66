package io.roundtable.bench.limit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Parses, and answers with as many bytes as the product does; on the thread that has read them. */
@Controller
final class ParseOnlyController {
    private static final ObjectReader READER = new JsonMapper().readerFor(JsonNode.class);

    private static final byte[] ANSWER = """
        {"command_id":"cmd_00000000000000000000000000","status":"pending","resource_id":"msg_00000000000000000000000000"}\
        """.getBytes(StandardCharsets.UTF_8);

    @Post("/v1/workspaces/{workspace}/messages")
    HttpResponse<byte[]> send(String workspace, @Body byte[] body) throws IOException {
        JsonNode message = READER.readValue(body);
        return message.has("content") && !workspace.isEmpty()
                ? HttpResponse.<byte[]>accepted().body(ANSWER).contentType(MediaType.APPLICATION_JSON_TYPE)
                : HttpResponse.badRequest();
    }

    @Get("/health/readiness")
    HttpResponse<byte[]> readiness() {
        return HttpResponse.ok(ANSWER).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
