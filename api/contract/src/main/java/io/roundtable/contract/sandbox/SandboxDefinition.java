package io.roundtable.contract.sandbox;

import io.roundtable.contract.Check;
import io.roundtable.contract.FreeForm;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What its owner says a sandbox is; all of it can be changed by a merge patch.
 *
 * @param name 1 to 100 characters
 * @param connectionDetails an object; how to reach what runs in the sandbox
 * @param labels at most 64, keys of 1 to 63 of {@code [A-Za-z0-9._/-]}, values of 0 to 255 characters
 */
public record SandboxDefinition(
        String name,
        AgentConfig agentConfig,
        ResourceLimits resourceLimits,
        FreeForm connectionDetails,
        DeliverySettings delivery,
        Map<String, String> labels) {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._/-]{1,63}");

    public SandboxDefinition(
            @Nullable String name,
            @Nullable AgentConfig agentConfig,
            @Nullable ResourceLimits resourceLimits,
            @Nullable FreeForm connectionDetails,
            @Nullable DeliverySettings delivery,
            @Nullable Map<String, String> labels) {
        var check = new Check()
                .required("name", name)
                .text("name", name, 1, 100)
                .rule(
                        "connection_details",
                        connectionDetails == null || connectionDetails.isObject(),
                        "must be an object")
                .rule("labels", labels == null || labels.size() <= 64, "must have at most 64 entries");
        if (labels != null) {
            labels.forEach((key, value) -> check.rule(
                            "labels", LABEL.matcher(key).matches(), "must have keys of 1 to 63 of [A-Za-z0-9._/-]")
                    .required("labels." + key, value)
                    .text("labels." + key, value, 0, 255));
        }
        check.done();
        this.name = Objects.requireNonNull(name);
        this.agentConfig = Objects.requireNonNullElse(agentConfig, AgentConfig.UNSET);
        this.resourceLimits = Objects.requireNonNullElse(resourceLimits, ResourceLimits.UNSET);
        this.connectionDetails = Objects.requireNonNullElse(connectionDetails, FreeForm.EMPTY);
        this.delivery = Objects.requireNonNullElse(delivery, DeliverySettings.UNSET);
        this.labels = labels == null ? Map.of() : java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    public SandboxDefinition withConnectionDetails(FreeForm details) {
        return new SandboxDefinition(name, agentConfig, resourceLimits, details, delivery, labels);
    }
}
