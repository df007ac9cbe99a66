package io.roundtable.persistence.query;

import io.roundtable.contract.Check;
import io.roundtable.contract.sandbox.SandboxStatus;
import org.jspecify.annotations.Nullable;

/** Which sandboxes of a workspace are wanted; null for any. */
public record SandboxFilter(
        @Nullable SandboxStatus status, @Nullable Label label) {

    public static final SandboxFilter NONE = new SandboxFilter(null, null);

    /**
     * A label that a sandbox has to have.
     *
     * @param value null for any
     */
    public record Label(String key, @Nullable String value) {

        /** @throws io.roundtable.contract.InvalidInput where no label can be so */
        public Label {
            new Check().text("label", key, 1, 63).text("label", value, 0, 255).done();
        }
    }
}
