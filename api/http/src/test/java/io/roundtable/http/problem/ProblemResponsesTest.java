package io.roundtable.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.simple.SimpleHttpRequest;
import io.roundtable.contract.wire.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProblemResponsesTest {

    @ParameterizedTest
    @CsvSource({
        "408, 408, request_timeout",
        "414, 414, uri_too_long",
        "431, 431, headers_too_large",
        "413, 413, payload_too_large",
        "418, 400, invalid_request"
    })
    void shouldSayTheSameInTheStatusAndInTheBody(int status, int answered, String code) throws Exception {
        // Given
        var request = new SimpleHttpRequest<>(HttpMethod.GET, "/v1/workspaces", "");
        var context = ErrorContext.builder(request).build();

        // When
        var response = new ProblemResponses().processResponse(context, HttpResponse.status(HttpStatus.valueOf(status)));

        // Then
        var body = Json.shared().readTree(response.body());
        assertThat(response.code()).isEqualTo(answered);
        assertThat(body.path("status").asInt()).isEqualTo(answered);
        assertThat(body.path("code").asText()).isEqualTo(code);
    }
}
