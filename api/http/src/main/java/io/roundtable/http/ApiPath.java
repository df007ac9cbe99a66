package io.roundtable.http;

import io.micronaut.http.HttpRequest;

/**
 * Tells requests to the API from those to its documents and to the node's health. The filters ask this themselves: one
 * that is declared for some paths only makes Micronaut choose and order all filters anew for each request.
 */
public final class ApiPath {

    private static final String PREFIX = "/v1/";

    private ApiPath() {}

    public static boolean isOf(HttpRequest<?> request) {
        return request.getPath().startsWith(PREFIX);
    }
}
