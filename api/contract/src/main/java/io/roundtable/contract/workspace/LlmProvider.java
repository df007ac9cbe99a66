package io.roundtable.contract.workspace;

import io.roundtable.contract.Check;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider of language models that a workspace's agents may use.
 *
 * @param name how agents refer to it, 1 to 100 characters
 * @param provider whose it is, such as {@code openai}; 1 to 100 characters
 * @param baseUrl http or https
 * @param models at most 100 names
 * @param apiKeyRef where its key is to be found
 */
public record LlmProvider(
        String name,
        String provider,
        @Nullable String baseUrl,
        @Nullable List<String> models,
        @Nullable SecretRef apiKeyRef) {

    public LlmProvider(
            @Nullable String name,
            @Nullable String provider,
            @Nullable String baseUrl,
            @Nullable List<String> models,
            @Nullable SecretRef apiKeyRef) {
        var check = new Check()
                .required("name", name)
                .text("name", name, 1, 100)
                .required("provider", provider)
                .text("provider", provider, 1, 100)
                .text("base_url", baseUrl, 1, 2_000)
                .matches("base_url", baseUrl, Urls.PLAIN_HTTP, Urls.WANTED)
                .size("models", models, 0, 100);
        if (models != null) {
            models.forEach(model -> check.required("models", model).text("models", model, 1, 200));
        }
        check.done();
        this.name = Objects.requireNonNull(name);
        this.provider = Objects.requireNonNull(provider);
        this.baseUrl = baseUrl;
        this.models = models == null ? null : List.copyOf(models);
        this.apiKeyRef = apiKeyRef;
    }
}
