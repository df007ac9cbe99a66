package io.roundtable.http.operations;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the server has, as OpenAPI 3.1 says it. It is kept in parts that people can read, each a stretch of the one
 * document, and served as one.
 */
final class OpenApiDocument {

    private static final List<String> PARTS = List.of(
            "info",
            "paths-auth",
            "paths-workspaces",
            "paths-members",
            "paths-sandboxes",
            "paths-webhooks",
            "paths-subscriptions",
            "paths-keys",
            "paths-messages",
            "paths-inbox",
            "paths-history",
            "paths-events",
            "paths-dead-letters",
            "paths-replay",
            "paths-audit",
            "paths-operations",
            "webhooks",
            "components",
            "responses",
            "problems",
            "problems-dead-letters",
            "problems-replay",
            "problems-events",
            "problems-subscriptions",
            "schemas-identity",
            "schemas-workspace",
            "schemas-sandbox",
            "schemas-webhook",
            "schemas-subscription",
            "schemas-message",
            "schemas-inbox",
            "schemas-dead-letters",
            "schemas-replay",
            "schemas-audit",
            "schemas-events",
            "schemas-operations");

    private OpenApiDocument() {}

    static String text() {
        return PARTS.stream()
                .map(part -> new String(StaticFile.read("/openapi/" + part + ".yaml"), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
