package io.roundtable.contract.workspace;

import io.roundtable.contract.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a whole workspace.
 *
 * @param sandboxDefaults what its sandboxes use where they say nothing
 * @param llmProviders at most 32, by distinct names
 * @param mcpServers at most 128, by distinct names
 */
public record WorkspaceSettings(
        @Nullable SandboxDefaults sandboxDefaults,
        @Nullable List<LlmProvider> llmProviders,
        @Nullable List<McpServer> mcpServers,
        @Nullable CollaborationPolicy collaboration) {

    public static final WorkspaceSettings UNSET = new WorkspaceSettings(null, null, null, null);

    public WorkspaceSettings {
        var check = new Check().size("llm_providers", llmProviders, 0, 32).size("mcp_servers", mcpServers, 0, 128);
        if (llmProviders != null) {
            check.rule(
                    "llm_providers",
                    distinct(llmProviders.stream().map(LlmProvider::name).toList()),
                    "must have distinct names");
            llmProviders = List.copyOf(llmProviders);
        }
        if (mcpServers != null) {
            check.rule(
                    "mcp_servers",
                    distinct(mcpServers.stream().map(McpServer::name).toList()),
                    "must have distinct names");
            mcpServers = List.copyOf(mcpServers);
        }
        check.done();
    }

    private static boolean distinct(List<String> names) {
        return names.stream().distinct().count() == names.size();
    }
}
