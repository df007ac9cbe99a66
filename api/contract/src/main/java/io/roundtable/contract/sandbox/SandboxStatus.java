package io.roundtable.contract.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a sandbox is in its life; the engine knows which transitions are legal. */
public enum SandboxStatus {
    PROVISIONING,
    STARTING,
    RUNNING,
    STOPPING,
    STOPPED,
    ERROR;

    /** As it stands in JSON and in the tables. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return wire();
    }
}
