package io.roundtable.contract.workspace;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a member may do: viewers read, editors write, owners also manage members and archive. */
public enum Role {
    VIEWER,
    EDITOR,
    OWNER;

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
