package io.roundtable.engine;

import static io.roundtable.engine.Names.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.engine.Row.BeatRow;
import io.roundtable.engine.Row.SandboxDefinitionRow;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.RowKey.OfBeat;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.RowKey.OfSandboxDefinition;
import org.junit.jupiter.api.Test;

final class MapRowsTest {

    private final MapRows rows = new MapRows();
    private final SandboxRow row = SandboxRow.created(DeliverySettings.UNSET);

    @Test
    void shouldListAWorkspacesSandboxesInOrderAndNoOthers() {
        var longer = new WorkspaceId(LAB + "0");
        rows.put(new OfSandbox(LAB, BOB), row);
        rows.put(new OfSandbox(LAB, ALICE), row);
        rows.put(new OfSandbox(longer, CAROL), row);
        rows.put(new OfSandboxDefinition(LAB, CAROL), new SandboxDefinitionRow(definition("x"), null));

        assertThat(rows.sandboxes(LAB, 10)).containsExactly(new OfSandbox(LAB, ALICE), new OfSandbox(LAB, BOB));
        assertThat(rows.sandboxes(LAB, 1)).containsExactly(new OfSandbox(LAB, ALICE));
        assertThat(rows.sandboxes(longer, 10)).containsExactly(new OfSandbox(longer, CAROL));
    }

    @Test
    void shouldTellWhatIsAFoldOfTheLogFromWhatIsNot() {
        rows.put(new OfSandbox(LAB, ALICE), row);
        rows.put(new OfBeat(LAB, ALICE), new BeatRow(NOON, Health.HEALTHY, null, NOON, null));

        assertThat(rows.rows()).hasSize(2);
        assertThat(rows.stable()).containsOnlyKeys(new OfSandbox(LAB, ALICE).text());
    }

    @Test
    void shouldForgetWhatIsRemoved() {
        rows.put(new OfSandbox(LAB, ALICE), row);

        rows.remove(new OfSandbox(LAB, ALICE));

        assertThat(rows.find(new OfSandbox(LAB, ALICE))).isNull();
    }

    @Test
    void shouldShowRowsWithoutLettingThemBeChanged() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> rows.rows().put("x", row));
    }
}
