package io.roundtable.contract.sandbox;

import io.roundtable.contract.Check;
import io.roundtable.contract.FreeForm;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The definition of the agent that lives in a sandbox.
 *
 * @param role what it is there for, 1 to 100 characters
 * @param model name of the language model, 1 to 200 characters
 * @param provider name of one of the workspace's LLM providers, 1 to 100 characters
 * @param systemPrompt 0 to 100,000 characters
 * @param temperature 0 to 2
 * @param maxTokens 1 to 1,000,000
 * @param tools at most 128 tool definitions, each any JSON
 */
public record AgentConfig(
        @Nullable String role,
        @Nullable String model,
        @Nullable String provider,
        @Nullable String systemPrompt,
        @Nullable BigDecimal temperature,
        @Nullable Integer maxTokens,
        @Nullable List<FreeForm> tools) {

    public static final AgentConfig UNSET = new AgentConfig(null, null, null, null, null, null, null);

    public AgentConfig {
        new Check()
                .text("role", role, 1, 100)
                .text("model", model, 1, 200)
                .text("provider", provider, 1, 100)
                .text("system_prompt", systemPrompt, 0, 100_000)
                .range("temperature", temperature, 0, 2)
                .range("max_tokens", maxTokens, 1, 1_000_000)
                .size("tools", tools, 0, 128)
                .done();
        tools = tools == null ? null : List.copyOf(tools);
    }
}
