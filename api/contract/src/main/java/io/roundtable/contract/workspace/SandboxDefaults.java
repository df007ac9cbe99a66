package io.roundtable.contract.workspace;

import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.ResourceLimits;
import org.jspecify.annotations.Nullable;

/** What the sandboxes of a workspace use where they say nothing themselves. */
public record SandboxDefaults(
        @Nullable ResourceLimits resourceLimits, @Nullable DeliverySettings delivery) {}
