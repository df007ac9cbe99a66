package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.roundtable.contract.wire.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What came back; {@code body} is missing where there was none. */
record Answer(int status, HttpHeaders headers, JsonNode body) {

    static Answer of(HttpResponse<String> response) {
        JsonNode body = response.body().isEmpty()
                ? MissingNode.getInstance()
                : Json.read(response.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        return new Answer(response.statusCode(), response.headers(), body);
    }

    String text(String field) {
        return body.path(field).asText();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Checks that it is a problem. */
    Answer isProblem(int status, String code) {
        assertThat(this.status).as("%s", body).isEqualTo(status);
        assertThat(text("code")).isEqualTo(code);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        return this;
    }

    /** Checks that it is a 400 for one field. */
    void isFaultOf(String field) {
        isProblem(400, "invalid_request");
        assertThat(body.path("violations").findValuesAsText("field"))
                .as("%s", body)
                .containsOnly(field);
    }
}
